# verdict: started more than 64 processes; ended by SIGKILL
# output: terminal

import os
import time

parent = os.getpid()
if os.fork() == 0:
    while os.getppid() == parent:
        time.sleep(0.01)
    for _ in range(9):
        os.fork()
    time.sleep(5)
