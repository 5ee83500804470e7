import time


def wait() -> None:
    time.sleep(0.2)


def compute() -> None:
    sum(range(5_000_000))


if __name__ == "__main__":
    for job in (wait, compute):
        begin = time.perf_counter()  # (1)!
        worked = time.process_time()  # (2)!
        job()
        worked = time.process_time() - worked
        took = time.perf_counter() - begin
        print(f"{job.__name__}: {worked:.2f} of {took:.2f} s on a processor")
