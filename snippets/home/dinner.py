import os
import random
import time
from multiprocessing import Process


def cook(dish: str) -> None:
    print(f"{dish}: process {os.getpid()} cooks", flush=True)
    time.sleep(random.uniform(0, 0.1))
    print(f"{dish}: done", flush=True)


if __name__ == "__main__":
    cooks = [Process(target=cook, args=(dish,)) for dish in ("soup", "rice")]
    for process in cooks:
        process.start()
    for process in cooks:
        process.join()
    print("Dinner is ready.")
