import asyncio

orders: asyncio.Queue[str] = asyncio.Queue()  # (1)!


async def first() -> asyncio.Future[str]:
    getting = asyncio.create_task(orders.get())
    await asyncio.sleep(0)  # (2)!
    await orders.put("tea")
    print(f"First run: {await getting}")
    return asyncio.get_running_loop().create_future()


async def second(left: asyncio.Future[str]) -> None:
    await orders.put("cake")
    print(f"Second run: {await orders.get()}")  # (3)!
    for waiting in (orders.get(), left):
        try:
            await waiting
        except RuntimeError as error:
            print(f"RuntimeError: {error}")


asyncio.run(second(asyncio.run(first())))
