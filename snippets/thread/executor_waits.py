from concurrent.futures import ThreadPoolExecutor


def total(numbers: list[int]) -> int:
    if len(numbers) == 1:
        return numbers[0]
    print(f"The task waits for the rest of {numbers}.", flush=True)
    rest = pool.submit(total, numbers[1:])
    return numbers[0] + rest.result()  # (1)!


with ThreadPoolExecutor(max_workers=1) as pool:
    future = pool.submit(total, [1, 2])
    print(f"The total is {future.result()}.")
