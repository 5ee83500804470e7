from threading import Barrier, Lock, Thread

checking = Lock()
savings = Lock()
both = Barrier(2)


def transfer(name: str, source: Lock, target: Lock) -> None:
    for attempt in (1, 2, 3):
        with source:
            both.wait()  # (1)!
            if target.acquire(blocking=False):  # (2)!
                print(f"{name}: has both locks")
                target.release()
                return
            print(f"{name}: attempt {attempt} failed")
            both.wait()  # (3)!
    print(f"{name}: gives up")


if __name__ == "__main__":
    threads = [
        Thread(target=transfer, args=("Alice", checking, savings), name="Alice"),
        Thread(target=transfer, args=("Bob", savings, checking), name="Bob"),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
