# verdict: nothing
# exit: 1
# says: PermissionError: {:text}
# on: fence

import os

os.remove(os.environ["INTERLEAVE_PIDS"])
