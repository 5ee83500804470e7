import random
import threading
import time

stock = dict.fromkeys(range(500_000), 1)


def count() -> None:
    time.sleep(random.random() * 0.05)
    total = 0
    try:
        for item in stock:  # (1)!
            total += stock[item]
        print(f"Counted {total} items.")
    except RuntimeError as error:
        print(f"RuntimeError: {error}")


def add() -> None:
    time.sleep(random.random() * 0.05)
    stock[-1] = 1  # (2)!


if __name__ == "__main__":
    threads = [threading.Thread(target=job) for job in (count, add)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(f"There are {len(stock)}.")
