import time
from dataclasses import dataclass, field
from threading import Lock, Thread


@dataclass
class Account:
    number: int
    balance: int
    lock: Lock = field(default_factory=Lock)


def transfer(source: Account, target: Account, amount: int) -> None:
    if source is target:  # (1)!
        return
    both = sorted((source, target), key=lambda account: account.number)  # (2)!
    first, second = both
    with first.lock:
        time.sleep(0.005)  # (3)!
        with second.lock:
            source.balance -= amount
            target.balance += amount


def transfer_often(source: Account, target: Account, amount: int) -> None:
    for _ in range(10):
        transfer(source, target, amount)


if __name__ == "__main__":
    checking = Account(number=1, balance=300)
    savings = Account(number=2, balance=0)
    threads = [
        Thread(target=transfer_often, args=(checking, savings, 30), name="Alice"),
        Thread(target=transfer_often, args=(savings, checking, 10), name="Bob"),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
        print(f"{thread.name} has finished: {not thread.is_alive()}")
    transfer(checking, checking, 50)  # (4)!
    print(f"Checking: {checking.balance}, savings: {savings.balance}")
