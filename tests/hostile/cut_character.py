# verdict: line 1 is no text: it has the byte 0xe4, which is no UTF-8
# output: terminal

import os

os.write(1, "交".encode()[:2] + b"\n")
