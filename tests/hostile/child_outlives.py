# verdict: left behind: {:pid} sleep {:float}
# limits: grace=0.2

import subprocess

child = subprocess.Popen(["sleep", "60"])
