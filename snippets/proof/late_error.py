from concurrent.futures import ThreadPoolExecutor


def divide(one: int, other: int) -> float:
    return one / other


with ThreadPoolExecutor() as pool:
    future = pool.submit(divide, 1, 0)
print("The task has ended, and nothing was printed.", flush=True)
future.result()
