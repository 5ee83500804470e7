import time
from threading import Condition, Thread

DISHES = ("soup", "rice", "tea")
counter = Condition()
plates: list[str] = []


def cook() -> None:
    for dish in DISHES:
        time.sleep(0.03)
        with counter:
            while plates:  # (1)!
                counter.wait()
            plates.append(dish)
            print(f"Cook: {dish} is on the counter")
            counter.notify()  # (2)!


def serve() -> None:
    for _ in DISHES:
        with counter:
            while not plates:
                counter.wait()  # (3)!
            dish = plates.pop()
            print(f"Waiter: takes the {dish}")
            counter.notify()
        time.sleep(0.05)


if __name__ == "__main__":
    threads = [
        Thread(target=cook, name="Cook"),
        Thread(target=serve, name="Waiter"),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(f"Plates left on the counter: {len(plates)}")
