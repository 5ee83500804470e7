# verdict: left behind: semaphore of-c
# on: fence
# output: terminal

import ctypes
import os

ctypes.CDLL("libpthread.so.0").sem_open(b"/of-c", os.O_CREAT, 0o600, 1)
