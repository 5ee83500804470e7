import os
import queue
import signal
import threading

stop = threading.Event()
results: queue.Queue[int] = queue.Queue()


def work() -> None:
    try:
        stop.wait()
        print("Worker: told to stop", flush=True)
    except KeyboardInterrupt:
        print("Worker: KeyboardInterrupt", flush=True)


if __name__ == "__main__":
    worker = threading.Thread(target=work, name="Worker")
    ctrl_c = threading.Timer(0.1, os.kill, (os.getpid(), signal.SIGINT))  # (1)!
    worker.start()
    try:
        ctrl_c.start()
        results.get()  # (2)!
    except KeyboardInterrupt:
        print("Main thread: KeyboardInterrupt", flush=True)
    finally:
        stop.set()  # (3)!
        worker.join()
    print("Main thread: the worker has ended")
