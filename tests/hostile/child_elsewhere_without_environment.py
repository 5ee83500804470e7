# verdict: left behind: {:pid} sleep {:float}
# limits: grace=0.2

import subprocess

subprocess.Popen(["sleep", "60"], env={}, cwd="/")
