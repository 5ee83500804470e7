from threading import Thread

ROUNDS = 500_000
count = 0


def add() -> None:
    global count
    for _ in range(ROUNDS):
        count += 1


if __name__ == "__main__":
    threads = [Thread(target=add), Thread(target=add)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(f"count should be {2 * ROUNDS} and is {count}")
