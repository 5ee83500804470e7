# verdict: stopped for good: {:pid} {:text} stops_itself.py; ended by SIGKILL
# exit: -9

import os
import signal

os.kill(os.getpid(), signal.SIGSTOP)
