# verdict: left behind: {:pid} {:text} child_ignores_signals.py
# limits: grace=0.2

import os
import signal
import time

for number in (signal.SIGHUP, signal.SIGTERM, signal.SIGINT):
    signal.signal(number, signal.SIG_IGN)
if os.fork() == 0:
    time.sleep(60)
