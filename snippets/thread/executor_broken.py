from concurrent.futures import ThreadPoolExecutor
from concurrent.futures.thread import BrokenThreadPool


def connect():
    raise ConnectionError("no database")


with ThreadPoolExecutor(max_workers=2, initializer=connect) as pool:
    future = pool.submit(len, "a task")
    print(f"The task: {type(future.exception()).__name__}")  # (1)!
    try:
        pool.submit(len, "another task")
    except BrokenThreadPool as error:
        print(f"submit: {error}")
