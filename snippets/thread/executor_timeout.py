from concurrent.futures import CancelledError, ThreadPoolExecutor
from threading import Event

started = Event()
answer = Event()


def ask() -> str:
    started.set()
    answer.wait()
    return "forty-two"


with ThreadPoolExecutor(max_workers=1) as pool:
    running = pool.submit(ask)
    waiting = pool.submit(ask)
    started.wait()  # (1)!
    try:
        running.result(timeout=0.05)
    except TimeoutError:  # (2)!
        print(f"No answer in 0.05 s; is it still running? {running.running()}")
    print(f"Cancel the running task: {running.cancel()}")  # (3)!
    print(f"Cancel the waiting task: {waiting.cancel()}")
    answer.set()
    print(f"The answer came later: {running.result()}")
    try:
        waiting.result()
    except CancelledError:
        print("The cancelled task has no result.")
