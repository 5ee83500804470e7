from concurrent.futures import ThreadPoolExecutor
from threading import Event

started = Event()
finish = Event()


def work(number: int) -> str:
    started.set()
    finish.wait()
    return f"task {number} is done"


pool = ThreadPoolExecutor(max_workers=1)
futures = [pool.submit(work, number) for number in (1, 2, 3)]
started.wait()
pool.shutdown(wait=False, cancel_futures=True)  # (1)!
try:
    pool.submit(work, 4)
except RuntimeError as error:
    print(f"RuntimeError: {error}")
finish.set()
pool.shutdown()  # (2)!
for future in futures:
    print("cancelled" if future.cancelled() else future.result())
