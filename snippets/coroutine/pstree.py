import subprocess
import sys
from pathlib import Path

program = Path(__file__).with_name("hangs.py")
child = subprocess.Popen(
    [sys.executable, "-u", program], stdout=subprocess.PIPE, text=True
)
try:
    line = child.stdout.readline().strip()  # (1)!
    print(f"hangs.py prints: {line}", flush=True)
    command = [sys.executable, "-m", "asyncio", "pstree", str(child.pid)]
    subprocess.run(command, check=False)
finally:
    child.kill()
    child.wait()
