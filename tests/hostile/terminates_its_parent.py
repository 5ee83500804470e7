# verdict: sent its parent SIGTERM

import os
import signal

os.kill(os.getppid(), signal.SIGTERM)
