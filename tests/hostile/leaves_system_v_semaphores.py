# verdict: left behind: System V semaphores, id {:int}
# on: fence
# output: terminal

import ctypes

assert ctypes.CDLL(None).semget(0, 1, 0o600) >= 0
