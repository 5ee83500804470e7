import time
from multiprocessing import Process


def count(name: str) -> None:
    for number in range(1, 4):
        print(f"{name}: {number}")
        time.sleep(0.1)


if __name__ == "__main__":
    begin = time.perf_counter()
    ann = Process(target=count, args=("Ann",))
    bob = Process(target=count, args=("Bob",))
    ann.start()
    bob.start()
    ann.join()
    bob.join()
    took = time.perf_counter() - begin
    print(f"Both counted in {took:.2f} seconds")
