# verdict: nothing

import os

print("one", flush=True)
os.closerange(0, 1024)
