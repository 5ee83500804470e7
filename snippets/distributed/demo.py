import subprocess
import sys
from pathlib import Path

if __name__ == "__main__":
    here = Path(__file__).parent
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [sys.executable, here / "master.py", "0"],
        stdin=pipe,
        stdout=pipe,
        text=True,
    ) as master:
        listens = master.stdout.readline()
        print(listens, end="", flush=True)
        port = listens.rpartition(":")[2].strip()
        workers = [
            subprocess.Popen([sys.executable, here / "worker.py", port])
            for _ in range(2)
        ]
        for line in master.stdout:
            print(line, end="", flush=True)
            if line.startswith("Master: all results"):
                break
        statuses = [worker.wait() for worker in workers]
        master.communicate("\n")  # (1)!
    print(f"Exit statuses: master {master.returncode}, workers {statuses}")
