# verdict: nothing
# exit: 3
# output: terminal

import os
import threading
import time

threading.Thread(target=os._exit, args=(3,)).start()
time.sleep(60)
