# verdict: tried to write outside its directory: {outside}/file
# exit: 1

import os

os.symlink("OUTSIDE", "link")
with open("link/file", "w") as file:
    file.write("x")
