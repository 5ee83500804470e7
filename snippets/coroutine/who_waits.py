import asyncio

import hangs


async def main() -> None:
    shop = asyncio.create_task(hangs.main(), name="shop")
    await asyncio.sleep(0)  # (1)!
    await asyncio.sleep(0.2)
    tasks = asyncio.all_tasks()
    for task in sorted(tasks, key=asyncio.Task.get_name):
        frame = task.get_stack()[-1]  # (2)!
        function, line = frame.f_code.co_name, frame.f_lineno
        print(f"{task.get_name()}: in {function}, line {line}")
    shop.cancel()


asyncio.run(main())
