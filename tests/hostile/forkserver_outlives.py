# verdict: left behind: {:int} {:text}
# limits: grace=0.2

import multiprocessing
import os
import time


def child(begun):
    begun.set()
    time.sleep(60)


if __name__ == "__main__":
    context = multiprocessing.get_context("forkserver")
    begun = context.Event()
    context.Process(target=child, args=(begun,)).start()
    begun.wait()
    os._exit(0)
