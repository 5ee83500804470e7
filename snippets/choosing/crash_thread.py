import os
import threading


def crash() -> None:
    print("Thread: about to crash", flush=True)
    os.abort()


if __name__ == "__main__":
    thread = threading.Thread(target=crash)
    thread.start()
    thread.join()
    print("Main thread: still here")
