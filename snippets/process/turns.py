import os
from ctypes import c_longlong
from multiprocessing import Barrier, Process, RawValue

ENOUGH = 1000


def count(name: str, mine: c_longlong, other: c_longlong, ready) -> None:
    ready.wait()  # (1)!
    while mine.value < ENOUGH or other.value < ENOUGH:  # (2)!
        mine.value += 1
    ends = f"{name} ends at {mine.value}, the other is at {other.value}"
    print(ends, flush=True)


if __name__ == "__main__":
    cores = os.cpu_count()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})  # (3)!
        cores = len(os.sched_getaffinity(0))
    print(f"Cores to run on: {cores}", flush=True)
    a, b = RawValue(c_longlong), RawValue(c_longlong)
    ready = Barrier(2)
    processes = [
        Process(target=count, args=("A", a, b, ready)),
        Process(target=count, args=("B", b, a, ready)),
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print("Both have ended.")
