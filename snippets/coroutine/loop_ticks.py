import asyncio
import time

import small_loop


async def tick(loop, name: str, delay: float) -> str:
    print(f"{name}: begins")
    for number in range(1, 4):
        await loop.sleep(delay)
        print(f"{name}: tick {number}")
    return name


async def main(loop) -> None:
    start = time.monotonic()
    fast = loop.create_task(tick(loop, "fast", 0.01))
    slow = loop.create_task(tick(loop, "slow", 0.025))
    print(f"Results: {await fast}, {await slow}")
    print(f"{time.monotonic() - start:.3f} seconds")


if __name__ == "__main__":
    for loop in (asyncio, small_loop):
        print(f"== {loop.__name__}")
        loop.run(main(loop))  # (1)!
