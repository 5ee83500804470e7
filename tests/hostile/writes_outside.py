# verdict: tried to write outside its directory: {outside}/file
# exit: 1

import sys

with open("OUTSIDE/file", "w") as file:
    file.write("x")
sys.exit("never")
