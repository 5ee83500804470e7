import multiprocessing
import os
import sys
import threading
import time
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor


def burn(rounds: int) -> float:
    start = time.thread_time()  # (1)!
    total = 0
    for number in range(rounds):
        total += number * number
    return time.thread_time() - start


def measure(kind: str, pool: Executor) -> None:
    list(pool.map(burn, [0] * 4))  # (2)!
    for tasks in (1, 2, 4):
        start = time.perf_counter()
        cpu = sum(pool.map(burn, [200_000] * tasks))
        wall = time.perf_counter() - start
        cores = cpu / wall
        print(f"{kind}, tasks: {tasks}, seconds: {wall:.3f}, cores: {cores:.2f}")


if __name__ == "__main__":
    gil = getattr(sys, "_is_gil_enabled", lambda: True)()  # (3)!
    print(f"GIL: {'on' if gil else 'off'}, cores: {os.cpu_count()}")
    sys.setswitchinterval(0.005)  # (4)!
    with ThreadPoolExecutor(4, initializer=threading.Barrier(4).wait) as pool:
        measure("Threads", pool)
    with ProcessPoolExecutor(
        4, initializer=multiprocessing.Barrier(4).wait
    ) as pool:
        measure("Processes", pool)
