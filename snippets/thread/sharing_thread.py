from threading import Thread

balance = 100


def deposit(amount: int) -> None:
    global balance
    balance += amount
    print(f"Inside: balance is {balance}", flush=True)


if __name__ == "__main__":
    task = Thread(target=deposit, args=(50,))
    task.start()
    task.join()
    print(f"Outside: balance is {balance}")
