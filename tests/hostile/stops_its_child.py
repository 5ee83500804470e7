# verdict: still stopped after 2 s: {:pid} sleep {:float}; ended by SIGKILL
# exit: -9
# limits: seconds=2

import signal
import subprocess

child = subprocess.Popen(["sleep", "60"])
child.send_signal(signal.SIGSTOP)
child.wait()
