import asyncio
from queue import Queue
from threading import Thread, current_thread


def read_file(item: str) -> int:
    print(f"{current_thread().name}: reads the price of {item}")
    return len(item)


async def price(item: str) -> int:
    print(f"{current_thread().name}: is asked for {item}")
    return await asyncio.to_thread(read_file, item)  # (1)!


async def serve(ready: Queue) -> None:
    stop = asyncio.Event()
    ready.put((asyncio.get_running_loop(), stop))  # (2)!
    await stop.wait()
    print(f"{current_thread().name}: stops")


def main() -> None:
    ready: Queue = Queue()
    thread = Thread(target=lambda: asyncio.run(serve(ready)), name="Loop")
    thread.start()
    loop, stop = ready.get()
    future = asyncio.run_coroutine_threadsafe(price("tea"), loop)  # (3)!
    print(f"{current_thread().name}: the price is {future.result()}")  # (4)!
    loop.call_soon_threadsafe(stop.set)  # (5)!
    thread.join()


if __name__ == "__main__":
    main()
