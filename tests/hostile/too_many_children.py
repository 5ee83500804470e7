# verdict: started more than 64 processes; ended by SIGKILL
# exit: -9
# output: terminal

import subprocess

children = [subprocess.Popen(["sleep", "60"]) for _ in range(300)]
for child in children:
    child.wait()
