# verdict: used more than 300,000,000 bytes of memory; ended by SIGKILL
# exit: -9
# limits: memory=300_000_000
# output: terminal

import time

eaten = []
for _ in range(150):
    eaten.append(b"x" * 10_000_000)
    time.sleep(0.01)
time.sleep(5)
