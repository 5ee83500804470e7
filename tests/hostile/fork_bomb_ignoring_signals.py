# verdict: started more than 64 processes; ended by SIGKILL
# exit: -9

import os
import signal
import time

for number in (signal.SIGHUP, signal.SIGTERM, signal.SIGCHLD):
    signal.signal(number, signal.SIG_IGN)
for _ in range(9):
    os.fork()
    os.setpgid(0, 0)
time.sleep(5)
