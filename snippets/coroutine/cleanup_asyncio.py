import asyncio


async def work() -> None:
    try:
        await asyncio.sleep(3600)
    finally:
        print("Clean-up begins")
        await asyncio.sleep(0.01)
        print("Clean-up ends")


async def main() -> None:
    try:
        async with asyncio.timeout(0.05):
            await work()
    except TimeoutError:
        print("The time is up.")


asyncio.run(main())
