import asyncio
import time
from collections.abc import Callable
from multiprocessing import Process
from threading import Thread


def nothing() -> None:
    pass


async def nothing_async() -> None:
    pass


def best(work: Callable[[], None], times: int) -> float:
    durations = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        durations.append(time.perf_counter() - start)
    return min(durations) * 1_000_000  # (1)!


def start_thread() -> None:
    thread = Thread(target=nothing)
    thread.start()
    thread.join()


def start_process() -> None:
    process = Process(target=nothing)
    process.start()
    process.join()


async def measure_task() -> float:
    durations = []
    for _ in range(100):
        start = time.perf_counter()
        await asyncio.create_task(nothing_async())
        durations.append(time.perf_counter() - start)
    return min(durations) * 1_000_000


if __name__ == "__main__":
    print(f"Task: {asyncio.run(measure_task()):.1f} microseconds")
    print(f"Thread: {best(start_thread, 100):.1f} microseconds")
    print(f"Process: {best(start_process, 5):.1f} microseconds", flush=True)
