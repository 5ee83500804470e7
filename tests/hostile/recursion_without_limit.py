# verdict: used more than 300,000,000 bytes of memory; ended by SIGKILL
# exit: -9
# limits: memory=300_000_000
# output: terminal

import sys
import time

sys.setrecursionlimit(1_000_000_000)


def deeper(depth):
    if depth % 100_000 == 0:
        time.sleep(0.02)
    if depth < 10_000_000:
        deeper(depth + 1)


deeper(0)
