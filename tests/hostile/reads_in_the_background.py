# verdict: still stopped after 2 s: {:pid} cat; ended by SIGKILL
# exit: -9
# limits: seconds=2
# output: terminal

import subprocess

subprocess.run(["cat"], process_group=0, check=True)
