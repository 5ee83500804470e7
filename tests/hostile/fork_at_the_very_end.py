# verdict: left behind: {:pid} sleep {:float}
# limits: grace=0.2

import os

if os.fork() == 0:
    os.execvp("sleep", ["sleep", "60"])
os._exit(0)
