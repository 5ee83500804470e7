from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

if __name__ == "__main__":

    def square(number: int) -> int:  # (1)!
        return number * number

    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        try:
            print(pool.submit(square, 3).result())
        except Exception as error:
            print(f"{type(error).__name__}: {error}")
