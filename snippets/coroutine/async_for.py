import asyncio
from collections.abc import AsyncIterator


class Countdown:
    def __init__(self, start: int) -> None:
        self.left = start

    def __aiter__(self) -> "Countdown":  # (1)!
        return self

    async def __anext__(self) -> int:  # (2)!
        if self.left == 0:
            raise StopAsyncIteration
        await asyncio.sleep(0)
        self.left -= 1
        return self.left + 1


async def countdown(start: int) -> AsyncIterator[int]:  # (3)!
    for left in range(start, 0, -1):
        await asyncio.sleep(0)
        yield left


async def show(name: str, numbers: AsyncIterator[int]) -> None:
    async for number in numbers:  # (4)!
        print(f"{name}: {number}")


async def main() -> None:
    async with asyncio.TaskGroup() as group:
        group.create_task(show("class", Countdown(3)))
        group.create_task(show("generator", countdown(3)))
    print([number async for number in countdown(3) if number != 2])  # (5)!
    print(await anext(Countdown(3)))  # (6)!


asyncio.run(main())
