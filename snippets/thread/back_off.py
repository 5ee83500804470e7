import random
import time
from threading import Barrier, Lock, Thread

checking = Lock()
savings = Lock()
each_holds_one = Barrier(2)
failures: dict[str, int] = {}


def transfer(name: str, source: Lock, target: Lock) -> None:
    failures[name] = 0
    while True:
        with source:
            if failures[name] == 0:
                each_holds_one.wait()  # (1)!
            if target.acquire(timeout=0.01):  # (2)!
                try:
                    print(f"{name} has moved the money")
                    return
                finally:
                    target.release()
        failures[name] += 1
        time.sleep(random.uniform(0, 0.02 * failures[name]))  # (3)!


if __name__ == "__main__":
    threads = [
        Thread(target=transfer, args=("Alice", checking, savings), name="Alice"),
        Thread(target=transfer, args=("Bob", savings, checking), name="Bob"),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(f"Failed attempts: {sum(failures.values())}")
