import asyncio
from contextlib import nullcontext

ROUNDS = 100
counter = 0


async def work(guard: asyncio.Lock | nullcontext) -> None:
    global counter
    for _ in range(ROUNDS):
        async with guard:
            value = counter
            await asyncio.sleep(0)  # (1)!
            counter = value + 1


async def main() -> None:
    global counter
    for name, guard in (
        ("Without a lock", nullcontext()),
        ("With a lock", asyncio.Lock()),
    ):
        counter = 0
        await asyncio.gather(work(guard), work(guard))
        print(f"{name}: should be {2 * ROUNDS} and is {counter}")


if __name__ == "__main__":
    asyncio.run(main())
