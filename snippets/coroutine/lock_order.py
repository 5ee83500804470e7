import asyncio


async def cook(name: str, oven: asyncio.Lock) -> None:
    for dish in ("soup", "cake"):
        print(f"{name}: {dish}: wants the oven")
        async with oven:  # (1)!
            print(f"{name}: {dish}: has the oven")
            await asyncio.sleep(0)  # (2)!


async def main() -> None:
    oven = asyncio.Lock()
    async with asyncio.TaskGroup() as group:
        for name in ("Ann", "Bob", "Eve"):
            group.create_task(cook(name, oven), name=name)


if __name__ == "__main__":
    asyncio.run(main())
