import asyncio


async def parse(price: str) -> int:
    return int(price)


async def main() -> None:
    task = asyncio.create_task(parse("3,50"), name="parse")
    await asyncio.wait([task])  # (1)!
    print(f"main: the task is done: {task.done()}")
    print("main: ends", flush=True)  # (2)!


asyncio.run(main())
print("The program goes on")
