from collections import deque
from collections.abc import Generator


def steps(name: str, number: int) -> Generator[None, None, None]:
    for step in range(1, number + 1):
        print(f"{name}: step {step}")
        yield  # (1)!
    print(f"{name}: done")


if __name__ == "__main__":
    ready = deque([steps("A", 2), steps("B", 3)])
    print("Nothing has begun yet.")  # (2)!
    while ready:
        current = ready.popleft()
        try:
            next(current)  # (3)!
        except StopIteration:
            continue
        ready.append(current)
