import sys
import threading

balance = 0


def change(amount: int) -> None:
    global balance
    balance = balance + amount
    balance = balance - amount


def run(amount: int) -> None:
    for _ in range(100_000):
        change(amount)


if __name__ == "__main__":
    sys.setswitchinterval(1e-6)  # (1)!
    threads = [threading.Thread(target=run, args=(amount,)) for amount in (5, 8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(f"balance should be 0 and is {balance}")
