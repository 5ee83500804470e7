import time
from threading import Thread


def count(name: str) -> None:
    for number in range(1, 4):
        print(f"{name}: {number}")
        time.sleep(0.1)  # (1)!


if __name__ == "__main__":
    begin = time.perf_counter()
    ann = Thread(target=count, args=("Ann",))  # (2)!
    bob = Thread(target=count, args=("Bob",))
    ann.start()  # (3)!
    bob.start()
    ann.join()  # (4)!
    bob.join()
    took = time.perf_counter() - begin
    print(f"Both counted in {took:.2f} seconds")
