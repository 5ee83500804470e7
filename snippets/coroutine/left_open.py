import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing

lock = asyncio.Lock()


def task() -> str:
    return asyncio.current_task().get_name()


async def rows(name: str) -> AsyncIterator[int]:
    async with lock:  # (1)!
        try:
            for row in range(1000):
                yield row
        finally:
            print(f"{name}: cleaned up in {task()}")


kept = rows("kept")


async def main() -> None:
    print(f"main() runs in {task()}")
    async with aclosing(rows("closed")) as closed:  # (2)!
        async for row in closed:
            if row == 2:
                break
    print(f"closed: is the lock held? {lock.locked()}")

    async for row in rows("dropped"):  # (3)!
        if row == 2:
            break
    print(f"dropped: is the lock held? {lock.locked()}")
    async with lock:  # (4)!
        print("dropped: main() has acquired the lock")

    async for row in kept:  # (5)!
        if row == 2:
            break
    await asyncio.sleep(0.02)
    print(f"kept: is the lock held? {lock.locked()}")


asyncio.run(main())
print("asyncio.run() has returned")
