# verdict: left behind: {:pid} sleep {:float}
# limits: grace=0.5

import subprocess

subprocess.Popen(["sleep", "60"], env={}, cwd="/")
