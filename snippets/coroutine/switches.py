import asyncio
from collections.abc import AsyncIterator


async def answer() -> int:
    return 42


async def answers() -> AsyncIterator[int]:
    await asyncio.sleep(0)
    yield 42


class Door:
    async def __aenter__(self) -> None:
        await asyncio.sleep(0)

    async def __aexit__(self, *exc_info: object) -> None:
        pass


def report(what: str, other: asyncio.Task[int]) -> None:
    print(f"{what}: the other task has {'run' if other.done() else 'not run'}")


async def main() -> None:
    future = asyncio.get_running_loop().create_future()
    future.set_result(42)

    other = asyncio.create_task(answer())  # (1)!
    await answer()
    report("await of a coroutine", other)
    await future
    report("await of a future that is done", other)
    async with asyncio.Lock():
        report("async with on a free lock", other)
    await asyncio.sleep(0)  # (2)!
    report("await of asyncio.sleep(0)", other)

    other = asyncio.create_task(answer())
    async for _ in answers():
        report("async for", other)  # (3)!

    other = asyncio.create_task(answer())
    async with Door():
        report("async with on a door", other)


if __name__ == "__main__":
    asyncio.run(main())
