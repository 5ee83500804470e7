# verdict: tried to signal every process there is
# exit: 1
# output: terminal

import os

os.kill(-1, 0)  # 0 harms nobody, even where nothing guards
