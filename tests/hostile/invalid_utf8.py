# verdict: line 2 is no text: it has the byte 0xff, which is no UTF-8
# output: terminal

import os

os.write(1, b"good\nbad \xff\xfe\n")
