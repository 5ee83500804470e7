import asyncio
import threading
import time


async def wait(name: str, seconds: float) -> None:
    print(f"{name}: begins in {threading.current_thread().name}")
    await asyncio.sleep(seconds)
    print(f"{name}: ends")


async def main() -> None:
    start = time.monotonic()
    await wait("tea", 0.1)
    await wait("toast", 0.05)
    print(f"{time.monotonic() - start:.2f} seconds")


if __name__ == "__main__":
    asyncio.run(main())
