import asyncio


async def save() -> None:
    print("saved", flush=True)


async def main() -> None:
    save()
    print("main has ended", flush=True)


asyncio.run(main())
