import os
import queue
import sys
import time
from multiprocessing.managers import BaseManager

KEY = b"interleave"


class QueueManager(BaseManager):
    pass


QueueManager.register("get_tasks")  # (1)!
QueueManager.register("get_results")

if __name__ == "__main__":
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    manager = QueueManager(address=("127.0.0.1", port), authkey=KEY)
    manager.connect()
    print(f"Worker {os.getpid()}: connected", flush=True)
    to_do, done = manager.get_tasks(), manager.get_results()
    while True:
        try:
            number = to_do.get(timeout=0.1)
        except queue.Empty:  # (2)!
            break
        print(f"Worker {os.getpid()}: takes {number}", flush=True)
        time.sleep(0.02)
        done.put((number, number * number))
    print(f"Worker {os.getpid()}: no task left, ends", flush=True)
