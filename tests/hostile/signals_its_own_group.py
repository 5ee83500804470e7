# verdict: nothing
# exit: -15

import os
import signal
import subprocess

subprocess.Popen(["sleep", "60"])
os.kill(0, signal.SIGTERM)
