import time
from threading import Barrier, Thread

balance = 100
both_have_read = Barrier(2)


def read() -> int:
    time.sleep(0.02)
    return balance


def write(amount: int) -> None:
    global balance
    time.sleep(0.02)
    balance = amount


def deposit(amount: int) -> None:
    seen = read()
    both_have_read.wait()  # (1)!
    write(seen + amount)


if __name__ == "__main__":
    threads = [
        Thread(target=deposit, args=(10,), name="Alice"),
        Thread(target=deposit, args=(20,), name="Bob"),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(f"100 + 10 + 20 should be 130 and is {balance}")
