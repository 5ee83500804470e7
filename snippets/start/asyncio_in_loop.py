import asyncio


async def answer() -> int:
    await asyncio.sleep(0)
    return 42


async def cell() -> None:  # (1)!
    coroutine = answer()
    try:
        asyncio.run(coroutine)
    except RuntimeError as error:
        print(f"RuntimeError: {error}")
    print(f"await returns {await coroutine}")  # (2)!


asyncio.run(cell())
