import hashlib
import os
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

DATA = bytes(4_000_000)


def digest(data: bytes) -> float:
    start = time.thread_time()
    hashlib.sha256(data)  # (1)!
    return time.thread_time() - start


if __name__ == "__main__":
    gil = getattr(sys, "_is_gil_enabled", lambda: True)()
    print(f"GIL: {'on' if gil else 'off'}, cores: {os.cpu_count()}")
    with ThreadPoolExecutor(4, initializer=threading.Barrier(4).wait) as pool:
        list(pool.map(digest, [b""] * 4))
        for tasks in (1, 2, 4):
            start = time.perf_counter()
            cpu = sum(pool.map(digest, [DATA] * tasks))
            wall = time.perf_counter() - start
            cores = cpu / wall
            print(f"Tasks: {tasks}, seconds: {wall:.3f}, cores: {cores:.2f}")
