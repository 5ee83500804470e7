# verdict: tried to write outside its directory: {outside}
# exit: 1

import shutil

shutil.rmtree("OUTSIDE")
