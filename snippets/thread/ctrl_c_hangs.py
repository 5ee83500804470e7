import os
import queue
import signal
import threading

stop = threading.Event()
results: queue.Queue[int] = queue.Queue()


def work() -> None:
    stop.wait()


if __name__ == "__main__":
    worker = threading.Thread(target=work, name="Worker")
    ctrl_c = threading.Timer(0.1, os.kill, (os.getpid(), signal.SIGINT))
    worker.start()
    ctrl_c.start()
    results.get()
    stop.set()
