import threading
from collections import deque

numbers: list[int] = []
seen: set[int] = set()
squares: dict[int, int] = {}
jobs: deque[int] = deque()


def work(first: int) -> None:
    for number in range(first, first + 20_000):
        numbers.append(number)  # (1)!
        seen.add(number)
        squares[number] = number * number
        jobs.append(number)


if __name__ == "__main__":
    threads = [
        threading.Thread(target=work, args=(first,))
        for first in (0, 20_000, 40_000, 60_000)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for collection in (numbers, seen, squares, jobs):
        right = sorted(collection) == list(range(80_000))  # (2)!
        kind = type(collection).__name__
        print(f"{kind}: {len(collection)} of 80000, each once: {right}")
