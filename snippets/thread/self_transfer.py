from dataclasses import dataclass, field
from threading import Lock


@dataclass
class Account:
    number: int
    balance: int
    lock: Lock = field(default_factory=Lock)


def transfer(source: Account, target: Account, amount: int) -> None:
    both = sorted((source, target), key=lambda account: account.number)
    first, second = both
    with first.lock, second.lock:  # (1)!
        source.balance -= amount
        target.balance += amount


if __name__ == "__main__":
    checking = Account(number=1, balance=300)
    savings = Account(number=2, balance=0)
    transfer(checking, savings, 100)
    print(f"Checking: {checking.balance}, savings: {savings.balance}", flush=True)
    transfer(checking, checking, 50)
    print(f"Checking: {checking.balance}, savings: {savings.balance}")
