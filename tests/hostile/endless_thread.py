# verdict: still running after 0.5 s; ended by SIGKILL
# exit: -9
# limits: seconds=0.5
# output: terminal

import threading
import time


def forever():
    while True:
        time.sleep(1)


threading.Thread(target=forever).start()
print("The main thread has ended.")
