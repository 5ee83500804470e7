from threading import Lock, Thread

balance = 100
lock = Lock()


def deposit() -> None:
    global balance
    with lock:
        balance += 10


def deposit_without() -> None:
    global balance
    balance += 10  # (1)!


def deposit_with_another() -> None:
    global balance
    with Lock():  # (2)!
        balance += 10


if __name__ == "__main__":
    waits = Thread(target=deposit)
    with lock:
        waits.start()
        for target in (deposit_without, deposit_with_another):
            thread = Thread(target=target, name=target.__name__)
            thread.start()
            thread.join()
            print(f"The main thread holds the lock. Balance: {balance}")
    waits.join()
    print(f"The lock has been released. Balance: {balance}")
