# verdict: nothing
# exit: 1
# says: PermissionError: {:text}
# on: fence

import os

os.symlink("OUTSIDE", "link")
with open("link/file", "w") as file:
    file.write("x")
