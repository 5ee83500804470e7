import asyncio


async def work() -> None:
    try:
        print("work: waits")
        await asyncio.sleep(60)  # (1)!
        print("work: has slept")
    finally:
        print("work: closes")
        await asyncio.sleep(0)  # (2)!
        print("work: closed")


async def main() -> None:
    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    task.cancel()
    print(f"main: done: {task.done()}")  # (3)!
    try:
        await task
    except asyncio.CancelledError:
        print("main: CancelledError")
    print(f"main: done: {task.done()}, cancelled: {task.cancelled()}")


asyncio.run(main())
