# verdict: left behind: {:pid} sleep {:float}
# limits: grace=0.2
# on: Linux

import subprocess

DAEMON = """
cd /
exec env -i setsid sh -c 'sleep "$0" </dev/null >/dev/null 2>&1 & exec true' "$0"
"""

subprocess.run(["sh", "-c", DAEMON, "60"], env={}, cwd="/", check=True)
