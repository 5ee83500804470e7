# verdict: sent its parent SIGSTOP
# exit: -9

import os
import signal
import time

os.kill(os.getppid(), signal.SIGSTOP)
time.sleep(60)
