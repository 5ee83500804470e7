import asyncio
from collections.abc import Callable


def attempt(where: str, call: Callable, *arguments: object) -> None:
    try:
        call(*arguments)
    except RuntimeError as error:
        print(f"{where}: RuntimeError: {error}")


async def main() -> asyncio.AbstractEventLoop:
    attempt("In a coroutine", asyncio.get_running_loop)  # (1)!
    await asyncio.to_thread(attempt, "In a thread", asyncio.get_running_loop)
    return asyncio.get_running_loop()


attempt("Before asyncio.run()", asyncio.get_running_loop)
loop = asyncio.run(main())
attempt("After asyncio.run()", loop.call_soon, print, "Hello")  # (2)!
