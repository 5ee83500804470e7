import time
from threading import Condition, Thread

changed = Condition()
ready = False


def cook() -> None:
    global ready
    time.sleep(0.05)  # (1)!
    with changed:
        ready = True
        changed.notify()


if __name__ == "__main__":
    Thread(target=cook, name="Cook").start()
    if not ready:  # (2)!
        print("Not ready yet", flush=True)
        time.sleep(0.1)  # (3)!
        with changed:
            changed.wait()
    print("Ready")
