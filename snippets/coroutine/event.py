import asyncio


async def reader(name: str, arrived: asyncio.Event) -> None:
    print(f"{name}: waits for the paper")
    await arrived.wait()  # (1)!
    print(f"{name}: reads")


async def main() -> None:
    arrived = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        for name in ("Ann", "Bob"):
            group.create_task(reader(name, arrived), name=name)
        await asyncio.sleep(0)  # (2)!
        print("Main: the paper is here")
        arrived.set()  # (3)!
        print("Main: goes on")
    await reader("Eve", arrived)  # (4)!


if __name__ == "__main__":
    asyncio.run(main())
