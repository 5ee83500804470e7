# verdict: left behind: shared memory of-a-shell
# on: fence
# output: terminal

import subprocess

subprocess.run("echo x >/dev/shm/of-a-shell", shell=True, check=True)
