import asyncio


async def work(name: str, jobs: asyncio.Queue[int]) -> None:
    while True:
        try:
            job = await jobs.get()
        except asyncio.QueueShutDown:  # (1)!
            print(f"{name}: no more jobs, ends")
            break
        print(f"{name}: job {job}")
        await asyncio.sleep(0.01)


async def main() -> None:
    jobs: asyncio.Queue[int] = asyncio.Queue()
    async with asyncio.TaskGroup() as group:
        for name in ("Ann", "Bob"):
            group.create_task(work(name, jobs), name=name)
        for job in range(1, 6):
            await jobs.put(job)
        jobs.shutdown()  # (2)!
    try:
        await jobs.put(6)
    except asyncio.QueueShutDown:
        print("Main: job 6 is refused")


if __name__ == "__main__":
    asyncio.run(main())
