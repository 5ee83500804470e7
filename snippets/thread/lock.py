import threading

ROUNDS = 10_000
counter = 0
lock = threading.Lock()


def plus_one(value: int) -> int:
    return value + 1


def work() -> None:
    global counter
    for _ in range(ROUNDS):
        with lock:  # (1)!
            counter = plus_one(counter)


if __name__ == "__main__":
    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(f"counter should be {4 * ROUNDS} and is {counter}")
