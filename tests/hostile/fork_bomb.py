# verdict: started more than 64 processes; ended by SIGKILL
# exit: -9

import os
import time

for _ in range(9):
    os.fork()
time.sleep(5)
