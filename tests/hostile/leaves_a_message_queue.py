# verdict: left behind: message queue letters
# on: fence
# output: terminal

import ctypes
import os

c = ctypes.CDLL("librt.so.1")
queue = c.mq_open(b"/letters", os.O_CREAT | os.O_RDWR, 0o600, None)
assert c.mq_send(queue, b"one", 3, 0) == 0
