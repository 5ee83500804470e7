import asyncio


async def lets_through() -> str:
    try:
        await asyncio.sleep(60)
    except Exception:
        print("except Exception")
    return "a result"


async def swallows() -> str:
    try:
        await asyncio.sleep(60)
    except BaseException:  # (1)!
        print("except BaseException")
    return "a result"


async def main() -> None:
    for function in (lets_through, swallows):
        task = asyncio.create_task(function())
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait([task])  # (2)!
        print(f"{function.__name__}: cancelled: {task.cancelled()}")

    async with asyncio.timeout(0.01) as limit:
        print(f"After the timeout: {await swallows()}")
    print(f"The time is up: {limit.expired()}, and no TimeoutError")  # (3)!


asyncio.run(main())
