import time
from threading import Condition, Thread

DISHES = ("soup", "rice", "tea", "cake")
counter = Condition()
plates: list[str] = []


def cook() -> None:
    time.sleep(0.05)  # (1)!
    for dish in DISHES:
        with counter:
            counter.wait_for(lambda: not plates)  # (2)!
            plates.append(dish)
            print(f"Cook: {dish} is on the counter")
            counter.notify_all()  # (3)!


def serve(name: str) -> None:
    for _ in range(2):
        with counter:
            while not plates:  # (4)!
                counter.wait()  # (5)!
            dish = plates.pop()
            print(f"{name}: takes the {dish}")
            counter.notify_all()
        time.sleep(0.05)


if __name__ == "__main__":
    threads = [
        Thread(target=cook, name="Cook"),
        Thread(target=serve, args=("Alice",), name="Alice"),
        Thread(target=serve, args=("Bob",), name="Bob"),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(f"Plates left on the counter: {len(plates)}")
