# verdict: left behind: shared memory {:name}
# on: fence
# output: terminal

import os

name = f"interleave-{os.getpid()}"
print(name)
with open(f"/dev/shm/{name}", "w") as file:
    file.write("x")
