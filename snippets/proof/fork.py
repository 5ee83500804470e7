import os

print("One process calls fork.", flush=True)
child = os.fork()
print(f"Process {os.getpid()} goes on.")
if child:
    os.waitpid(child, 0)
