# verdict: nothing
# exit: 1
# says: PermissionError: {:text}
# on: fence

import sys

with open("OUTSIDE/file", "w") as file:
    file.write("x")
sys.exit("never")
