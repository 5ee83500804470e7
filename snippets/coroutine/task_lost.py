import asyncio
import gc


async def wait(name: str) -> None:
    print(f"{name}: waits", flush=True)
    answer = asyncio.get_running_loop().create_future()
    await answer  # (1)!


async def main() -> None:
    kept = asyncio.create_task(wait("kept"), name="kept")
    asyncio.create_task(wait("lost"), name="lost")  # (2)!
    await asyncio.sleep(0)  # (3)!

    gc.collect()  # (4)!
    for name in ("kept", "lost"):
        there = any(task.get_name() == name for task in asyncio.all_tasks())
        print(f"{name}: still there: {there}")
    kept.cancel()


asyncio.run(main())
