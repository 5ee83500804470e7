# verdict: nothing
# output: terminal

import os

for _ in range(1500):
    os.mkdir("one")
    os.chdir("one")
    open("file", "w").close()
