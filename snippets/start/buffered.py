import subprocess
import sys

PROGRAM = """
import os
print("first")
print("second", flush=True)
print("third")
os._exit(0)
"""

run = subprocess.run(
    [sys.executable, "-c", PROGRAM], stdout=subprocess.PIPE, text=True
)
print(f"Through the pipe came: {run.stdout.split()}")
