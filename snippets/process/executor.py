import os
from concurrent.futures import ProcessPoolExecutor


def square(number: int) -> tuple[int, int]:
    return number * number, os.getpid()


if __name__ == "__main__":
    with ProcessPoolExecutor(max_workers=2) as executor:
        for number, (result, worker) in enumerate(executor.map(square, range(5))):
            print(f"{number} squared is {result}, says worker {worker}")
