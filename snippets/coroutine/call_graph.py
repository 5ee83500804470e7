import asyncio

import hangs


async def main() -> None:
    shop = asyncio.create_task(hangs.main(), name="shop")
    await asyncio.sleep(0)
    await asyncio.sleep(0.2)
    for task in asyncio.all_tasks():
        if task.get_name() == "bake":
            asyncio.print_call_graph(task)
    shop.cancel()


asyncio.run(main())
