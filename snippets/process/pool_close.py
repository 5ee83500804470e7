from multiprocessing import Pool, active_children


def square(number: int) -> int:
    return number * number


if __name__ == "__main__":
    pool = Pool(2)
    print(f"Workers: {len(active_children())}")
    print(f"A task before close: {pool.apply_async(square, (3,)).get()}")
    try:
        pool.join()
    except ValueError as error:
        print(f"join before close: {error}")
    pool.close()
    try:
        pool.apply_async(square, (4,))
    except ValueError as error:
        print(f"A task after close: {error}")
    pool.join()
    print(f"Workers after join: {len(active_children())}")
