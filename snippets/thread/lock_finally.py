import threading

balance = 100
lock = threading.Lock()


def withdraw(amount: int) -> None:
    global balance
    lock.acquire()
    try:
        if amount > balance:
            raise ValueError(f"only {balance} left")
        balance -= amount
    finally:
        lock.release()  # (1)!


def withdraw_carelessly(amount: int) -> None:
    global balance
    lock.acquire()
    if amount > balance:
        raise ValueError(f"only {balance} left")  # (2)!
    balance -= amount
    lock.release()


if __name__ == "__main__":
    for function in (withdraw, withdraw_carelessly):
        try:
            function(500)
        except ValueError as error:
            print(f"{function.__name__}: {error}, locked: {lock.locked()}")
    print(f"Somebody else gets the lock: {lock.acquire(timeout=0.1)}")
