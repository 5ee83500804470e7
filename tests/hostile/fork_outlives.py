# verdict: left behind: {:pid} {:text} fork_outlives.py
# limits: grace=0.2

import os
import time

if os.fork() == 0:
    time.sleep(60)
