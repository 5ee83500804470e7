import time
from concurrent.futures import ThreadPoolExecutor
from queue import Queue
from threading import Thread

FILES = 8
finished: Queue[int] = Queue()


def copy(number: int) -> None:
    time.sleep(0.01 * (number % 3 + 1))  # (1)!
    finished.put(number)


def display() -> None:
    for count in range(1, FILES + 1):
        finished.get()  # (2)!
        print(f"[{'#' * count:.<{FILES}}] {count} of {FILES}", flush=True)  # (3)!


if __name__ == "__main__":
    screen = Thread(target=display, name="display", daemon=True)
    screen.start()
    with ThreadPoolExecutor(max_workers=3) as pool:
        for _ in pool.map(copy, range(FILES)):  # (4)!
            pass
    screen.join()
    print("All files are copied")
