from queue import Queue
from threading import Thread

orders: Queue[str | None] = Queue()


def cook(name: str) -> None:
    while True:
        dish = orders.get()  # (1)!
        if dish is None:  # (2)!
            print(f"{name}: goes home")
            break
        print(f"{name}: cooks {dish}")
        orders.task_done()  # (3)!


if __name__ == "__main__":
    cooks = [
        Thread(target=cook, args=(name,), name=name) for name in ("Ann", "Bob")
    ]
    for thread in cooks:
        thread.start()
    for dish in ("soup", "rice", "tea", "cake"):
        orders.put(dish)
    orders.join()  # (4)!
    print("Main: all four are cooked")
    for _ in cooks:
        orders.put(None)
    for thread in cooks:
        thread.join()
    print("Main: closes the kitchen")
