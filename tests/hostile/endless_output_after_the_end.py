# verdict: printed more than 100,000 bytes; ended by SIGKILL

import os
import time

parent = os.getpid()
if os.fork() == 0:
    while os.getppid() == parent:
        time.sleep(0.01)
    while True:
        print("x" * 99)
