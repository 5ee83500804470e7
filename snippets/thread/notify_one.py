import time
from threading import Condition, Thread

kitchen = Condition()
ready: set[str] = set()


def fetch(name: str, dish: str) -> None:
    with kitchen:
        kitchen.wait_for(lambda: dish in ready)
        print(f"{name}: takes the {dish}", flush=True)


if __name__ == "__main__":
    alice = Thread(target=fetch, args=("Alice", "soup"), name="Alice")
    bob = Thread(target=fetch, args=("Bob", "rice"), name="Bob")
    alice.start()
    bob.start()
    time.sleep(0.05)  # (1)!
    for dish, waiter in (("rice", bob), ("soup", alice)):
        with kitchen:
            ready.add(dish)
            print(f"Cook: the {dish} is ready", flush=True)
            kitchen.notify()  # (2)!
        waiter.join()
    print("All is served")
