import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Self


class Connection:
    async def __aenter__(self) -> Self:  # (1)!
        await asyncio.sleep(0)
        print("Connection: open")
        return self

    async def __aexit__(self, kind, error, traceback) -> None:  # (2)!
        await asyncio.sleep(0)
        print(f"Connection: closed, {kind.__name__ if kind else 'no error'}")


@asynccontextmanager
async def transaction(name: str) -> AsyncIterator[str]:  # (3)!
    await asyncio.sleep(0)
    print(f"{name}: begin")
    try:
        yield name
    except ValueError:
        print(f"{name}: roll back")
        raise
    else:
        print(f"{name}: commit")


async def main() -> None:
    async with Connection(), transaction("order 1"):
        print("order 1: pays")
    try:
        async with Connection(), transaction("order 2") as name:
            print(f"{name}: has no money")
            raise ValueError("no money")
    except ValueError as error:
        print(f"main: {error}")


asyncio.run(main())
