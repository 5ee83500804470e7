import asyncio
import os
import threading
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor


def where() -> str:
    return f"process {os.getpid()}, {threading.current_thread().name}"


async def main() -> None:
    loop = asyncio.get_running_loop()
    print(f"The event loop: {where()}")
    with ProcessPoolExecutor(max_workers=1) as pool:
        place = await loop.run_in_executor(pool, where)  # (1)!
        print(f"A process pool: {place}")
    with ThreadPoolExecutor(1, thread_name_prefix="files") as pool:
        place = await loop.run_in_executor(pool, where)  # (2)!
        print(f"A thread pool: {place}")
    place = await loop.run_in_executor(None, where)  # (3)!
    print(f"The default executor: {place}")
    print(f"to_thread: {await asyncio.to_thread(where)}")


if __name__ == "__main__":
    asyncio.run(main())
