import asyncio

KEY_IS_IN = "shed"


async def search(place: str, group: asyncio.TaskGroup, found: list[str]) -> None:
    try:
        if place != KEY_IS_IN:
            await asyncio.sleep(60)
        print(f"{place}: found")
        found.append(place)  # (1)!
        group.cancel()  # (2)!
    except asyncio.CancelledError:
        print(f"{place}: cancelled")
        raise


async def main() -> None:
    found: list[str] = []
    async with asyncio.TaskGroup() as group:
        for place in ("attic", "cellar", "shed"):
            group.create_task(search(place, group, found))
    print(f"main: the key was in the {found[0]}")  # (3)!


asyncio.run(main())
