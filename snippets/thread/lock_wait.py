import time
from threading import Lock, Thread

stove = Lock()


def cook(dish: str) -> None:
    with stove:  # (1)!
        print(f"{dish}: on the stove")
        time.sleep(0.03)  # (2)!
        print(f"{dish}: done")


if __name__ == "__main__":
    threads = [
        Thread(target=cook, args=(dish,), name=dish)
        for dish in ("soup", "rice", "tea")
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(f"The stove is free: {not stove.locked()}")
