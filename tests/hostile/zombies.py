# verdict: nothing
# output: terminal

import os
import time

for _ in range(20):
    if os.fork() == 0:
        os._exit(0)
time.sleep(0.1)
