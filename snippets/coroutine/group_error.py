import asyncio


async def parse(price: str) -> int:
    return int(price)


async def save() -> None:
    try:
        await asyncio.sleep(60)
        print("save: ends")
    except asyncio.CancelledError:
        print("save: cancelled")
        raise  # (1)!


async def main() -> None:
    try:
        async with asyncio.TaskGroup() as group:
            saving = group.create_task(save())
            group.create_task(parse("3,50"))
            await asyncio.sleep(60)  # (2)!
            print("main: has slept")
    except* ValueError as group_error:  # (3)!
        print(f"main: {group_error}")
        print(f"main: {group_error.exceptions[0]}")
    print(f"main: save is done: {saving.done()}")


asyncio.run(main())
