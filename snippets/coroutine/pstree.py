import subprocess
import sys
from pathlib import Path

program = Path(__file__).with_name("hangs.py")
with subprocess.Popen(
    [sys.executable, "-u", program], stdout=subprocess.PIPE, text=True
) as child:
    try:
        line = child.stdout.readline().strip()  # (1)!
        print(f"hangs.py prints: {line}", flush=True)
        asking = [sys.executable, "-X", "utf8", "-m", "asyncio", "pstree"]  # (2)!
        subprocess.run([*asking, str(child.pid)], check=False)
    finally:
        child.kill()
