# verdict: sent its parent SIGKILL
# exit: -9

import os
import signal
import time

os.killpg(os.getpgid(os.getppid()), signal.SIGKILL)
time.sleep(60)
