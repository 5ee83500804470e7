# verdict: left behind: {:pid} sleep {:float}, stopped
# limits: grace=0.2

import os
import signal
import subprocess

child = subprocess.Popen(["sleep", "60"])
child.send_signal(signal.SIGSTOP)
os.waitpid(child.pid, os.WUNTRACED)
os._exit(0)
