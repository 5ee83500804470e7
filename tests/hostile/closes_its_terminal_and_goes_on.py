# verdict: still running after 0.5 s; ended by SIGKILL
# exit: -9
# limits: seconds=0.5

import os
import time

os.closerange(0, 1024)
time.sleep(60)
