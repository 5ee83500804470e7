import asyncio

counter = 0


async def add_one() -> None:
    global counter
    counter += 1


async def main() -> None:
    global counter
    loop = asyncio.get_running_loop()
    for name, factory in (
        ("Usual tasks", None),
        ("Eager tasks", asyncio.eager_task_factory),
    ):
        loop.set_task_factory(factory)
        counter = 0
        value = counter
        task = asyncio.create_task(add_one())  # (1)!
        counter = value + 1
        await task
        print(f"{name}: should be 2 and is {counter}")


if __name__ == "__main__":
    asyncio.run(main())
