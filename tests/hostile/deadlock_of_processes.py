# verdict: still running after 1.5 s; ended by SIGKILL
# exit: -9
# limits: seconds=1.5
# output: terminal

import multiprocessing
import time
from multiprocessing import shared_memory


def wait(lock):
    lock.acquire()


if __name__ == "__main__":
    context = multiprocessing.get_context("spawn")
    memory = shared_memory.SharedMemory(create=True, size=16)
    lock = context.Lock()
    print(memory.name, lock._semlock.name, flush=True)
    lock.acquire()
    child = context.Process(target=wait, args=(lock,))
    child.start()
    child.join()
    time.sleep(60)
