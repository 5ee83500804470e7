import asyncio

JOBS = 20
tasks = running = most = 0


async def job() -> None:
    global tasks, running, most
    tasks = max(tasks, len(asyncio.all_tasks()) - 1)  # (1)!
    running += 1
    most = max(most, running)
    await asyncio.sleep(0.01)
    running -= 1


async def limited(places: asyncio.Semaphore) -> None:
    async with places:  # (2)!
        await job()


async def work(jobs: asyncio.Queue[int]) -> None:
    while not jobs.empty():  # (3)!
        jobs.get_nowait()
        await job()


async def measure(name: str, coroutines: list) -> None:
    global tasks, most
    tasks = most = 0
    async with asyncio.TaskGroup() as group:
        for coroutine in coroutines:
            group.create_task(coroutine)
    print(f"{name}: {tasks} tasks, at most {most} jobs at once")


async def main() -> None:
    await measure("No limit", [job() for _ in range(JOBS)])
    places = asyncio.Semaphore(3)
    await measure("Semaphore", [limited(places) for _ in range(JOBS)])
    jobs: asyncio.Queue[int] = asyncio.Queue()
    for number in range(JOBS):
        jobs.put_nowait(number)
    await measure("Three workers", [work(jobs) for _ in range(3)])


if __name__ == "__main__":
    asyncio.run(main())
