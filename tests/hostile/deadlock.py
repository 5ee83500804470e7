# verdict: still running after 0.5 s; ended by SIGKILL
# exit: -9
# limits: seconds=0.5
# output: terminal

import threading

one, other = threading.Lock(), threading.Lock()
both = threading.Barrier(2)


def take(first, second):
    with first:
        both.wait()
        with second:
            print("never")


threading.Thread(target=take, args=(one, other)).start()
take(other, one)
