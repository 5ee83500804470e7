import threading
from concurrent.futures import ThreadPoolExecutor

may_end = threading.Event()


def fetch(page):
    may_end.wait()
    return f"the page {page}"


def show(future):
    print(f"{threading.current_thread().name}: {future.result()}")


with ThreadPoolExecutor(max_workers=1, thread_name_prefix="worker") as pool:
    future = pool.submit(fetch, "news")
    future.add_done_callback(show)  # (1)!
    may_end.set()
future.add_done_callback(show)  # (2)!
