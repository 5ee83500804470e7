# verdict: sent its parent SIGKILL
# exit: -9

import os
import signal

signal.signal(signal.SIGHUP, signal.SIG_IGN)
os.kill(os.getppid(), signal.SIGKILL)
