import os
import random
import time
from multiprocessing import Pool


def task(number: int) -> None:
    print(f"Run task {number} ({os.getpid()})...", flush=True)
    start = time.perf_counter()
    time.sleep(random.random() * 0.2)
    took = time.perf_counter() - start
    print(f"Task {number} runs {took:.2f} seconds.", flush=True)


if __name__ == "__main__":
    print(f"Parent process {os.getpid()}.", flush=True)
    with Pool(4) as pool:
        for number in range(5):
            pool.apply_async(task, (number,))
        print("Waiting for all subprocesses done...", flush=True)
        pool.close()  # (1)!
        pool.join()
    print("All subprocesses done.")
