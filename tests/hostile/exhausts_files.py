# verdict: nothing
# exit: 1
# output: terminal

import os

for _ in range(5000):
    os.dup(0)
