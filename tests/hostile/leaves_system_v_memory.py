# verdict: left behind: System V shared memory, id {:int}
# on: fence
# output: terminal

import ctypes

assert ctypes.CDLL(None).shmget(0, 4096, 0o600) >= 0
