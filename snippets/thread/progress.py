import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Lock, Thread

FILES = 20
counting = Lock()
finished = Event()
copied = 0


def copy(number: int) -> None:
    global copied
    time.sleep(0.01 * (number % 3 + 1))  # (1)!
    with counting:
        copied += 1


def show(count: int) -> None:
    print(f"[{'#' * count:.<{FILES}}] {count} of {FILES}", flush=True)  # (2)!


def display() -> None:
    while not finished.wait(timeout=0.03):  # (3)!
        show(copied)


screen = Thread(target=display, name="display")
screen.start()
with ThreadPoolExecutor(max_workers=3) as pool:
    for _ in pool.map(copy, range(FILES)):  # (4)!
        pass
finished.set()
screen.join()
show(copied)
