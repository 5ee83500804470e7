import asyncio
from collections.abc import Awaitable


async def answer() -> int:
    await asyncio.sleep(0)
    return 42


def describe(name: str, thing: object) -> None:
    can = "can" if isinstance(thing, Awaitable) else "cannot"
    print(f"{name}: {type(thing).__name__}, {can} be awaited")


async def main() -> None:
    coroutine = answer()  # (1)!
    task = asyncio.create_task(answer())  # (2)!
    future = asyncio.get_running_loop().create_future()  # (3)!

    describe("answer", answer)
    describe("coroutine", coroutine)
    describe("task", task)
    describe("future", future)
    print(f"A task is a future: {isinstance(task, asyncio.Future)}")

    print(f"coroutine: {await coroutine}")
    print(f"task: {await task}")
    future.set_result(42)
    print(f"future: {await future}")

    print(f"task again: {await task}")
    try:
        await coroutine
    except RuntimeError as error:
        print(f"coroutine again: {error}")


if __name__ == "__main__":
    asyncio.run(main())
