import asyncio
import time


async def save() -> None:
    time.sleep(0.2)  # (1)!


async def save_in_a_thread() -> None:
    await asyncio.to_thread(time.sleep, 0.2)  # (2)!


async def main() -> None:
    await asyncio.create_task(save())
    await asyncio.create_task(save_in_a_thread())


if __name__ == "__main__":
    asyncio.run(main(), debug=True)  # (3)!
