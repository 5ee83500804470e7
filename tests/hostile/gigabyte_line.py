# verdict: printed more than 100,000 bytes; ended by SIGKILL
# exit: -9
# output: terminal

import os

for _ in range(1024):
    os.write(1, b"x" * (1 << 20))
