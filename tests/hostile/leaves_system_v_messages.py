# verdict: left behind: System V message queue, id {:int}
# on: fence
# output: terminal

import ctypes

assert ctypes.CDLL(None).msgget(0, 0o600) >= 0
