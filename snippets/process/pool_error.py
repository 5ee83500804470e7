from multiprocessing import Pool
from operator import truediv

if __name__ == "__main__":
    with Pool(2) as pool:
        result = pool.apply_async(truediv, (1, 0))
        result.wait()
        print("The task has ended, and nothing was printed.")
        print(f"successful: {result.successful()}")
        try:
            result.get()
        except ZeroDivisionError as error:
            print(f"get raises ZeroDivisionError: {error}")
