import os

print("One process calls fork.", flush=True)
child = os.fork()
print(f"Process {os.getpid()} goes on.", flush=True)
if child:
    os.waitpid(child, 0)
