# verdict: nothing
# exit: 1
# says: PermissionError: {:text}
# on: fence

import shutil

shutil.rmtree("OUTSIDE")
