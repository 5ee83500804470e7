# verdict: left behind: {:pid} {:text} daemon.py
# limits: grace=0.2

import os
import time

if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.chdir("/")
        os.closerange(0, 1024)
        time.sleep(60)
    os._exit(0)
os.wait()
