import threading
from collections import deque

jobs = deque(range(40_000))
done: dict[str, list[int]] = {"Ann": [], "Bob": [], "Eve": []}


def work(mine: list[int]) -> None:
    while True:
        try:
            job = jobs.popleft()  # (1)!
        except IndexError:
            return
        mine.append(job)


if __name__ == "__main__":
    threads = [
        threading.Thread(target=work, args=(mine,)) for mine in done.values()
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for name, mine in done.items():
        print(f"{name} took {len(mine)} jobs, in order: {mine == sorted(mine)}")
    taken = sorted(job for mine in done.values() for job in mine)
    print(f"Each job once: {taken == list(range(40_000))}")
