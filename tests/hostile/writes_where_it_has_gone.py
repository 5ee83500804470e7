# verdict: tried to write outside its directory: {outside}/file
# exit: 1

import os

os.chdir("OUTSIDE")
with open("file", "w") as file:
    file.write("x")
