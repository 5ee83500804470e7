import asyncio


async def tick(name: str) -> None:
    n = 0
    try:
        while True:
            n += 1
            print(f"{name}: tick {n}")
            await asyncio.sleep(0.02)
    finally:
        print(f"{name}: cleans up")


async def main() -> None:
    try:
        async with asyncio.timeout(0.07):
            async with asyncio.TaskGroup() as group:
                group.create_task(tick("Ann"))
                group.create_task(tick("Bob"))
    except TimeoutError:
        print("The time is up.")


if __name__ == "__main__":
    asyncio.run(main())
