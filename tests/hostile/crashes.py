# verdict: nothing
# exit: -11
# output: terminal

import ctypes

ctypes.string_at(0)
