# verdict: nothing
# exit: 1
# says: PermissionError: {:text}
# on: fence

import os

os.chdir("OUTSIDE")
with open("file", "w") as file:
    file.write("x")
