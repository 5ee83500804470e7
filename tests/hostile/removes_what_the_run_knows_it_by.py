# verdict: tried to write outside its directory: {:path}
# exit: 1

import os

os.remove(os.environ["INTERLEAVE_PIDS"])
