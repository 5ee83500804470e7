# verdict: nothing
# on: fence

import contextlib
import multiprocessing
import os


def write():
    with contextlib.suppress(OSError):
        os.mkdir("OUTSIDE/directory")


if __name__ == "__main__":
    child = multiprocessing.get_context("spawn").Process(target=write)
    child.start()
    child.join()
