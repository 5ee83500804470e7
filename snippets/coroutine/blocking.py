import asyncio
import time

ticks = 0


async def tick() -> None:
    global ticks
    while True:
        ticks += 1
        await asyncio.sleep(0.001)


def sleep_for_ticks(number: int) -> None:
    until = ticks + number
    while ticks < until:
        time.sleep(0.01)


async def main() -> None:
    ticking = asyncio.create_task(tick())
    await asyncio.sleep(0)  # (1)!

    before = ticks
    time.sleep(0.05)  # (2)!
    print(f"Ticks during time.sleep: {ticks - before}")

    before = ticks
    await asyncio.sleep(0.05)
    print(f"Ticks during asyncio.sleep: {ticks - before}")

    before = ticks
    await asyncio.to_thread(sleep_for_ticks, 100)  # (3)!
    print(f"Ticks during time.sleep in a thread: {ticks - before}")

    ticking.cancel()


if __name__ == "__main__":
    asyncio.run(main())
