# verdict: left behind: {:pid} sleep {:float}
# limits: grace=0.5

import subprocess

child = subprocess.Popen(["sleep", "60"])
