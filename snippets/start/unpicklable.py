from multiprocessing import Pool
from threading import Lock


def square(number: int) -> int:
    return number * number


if __name__ == "__main__":
    with Pool(1) as pool:
        print(f"A function: {pool.apply(square, (3,))}")
        try:
            pool.apply(lambda number: number * number, (3,))
        except Exception as error:
            print(f"A lambda: {type(error).__name__}: {error}")
        try:
            pool.apply(print, (Lock(),))
        except Exception as error:
            print(f"A lock: {type(error).__name__}: {error}")
