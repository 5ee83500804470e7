import asyncio
import signal


async def work() -> None:
    try:
        await asyncio.sleep(60)
    except asyncio.CancelledError:
        print("work: CancelledError")
        raise


async def main() -> None:
    loop = asyncio.get_running_loop()
    loop.call_later(0.01, signal.raise_signal, signal.SIGINT)  # (1)!
    task = asyncio.create_task(work())
    try:
        await asyncio.sleep(60)
    except asyncio.CancelledError:
        print(f"main: CancelledError; work is done: {task.done()}")
        raise  # (2)!


try:
    asyncio.run(main())
except KeyboardInterrupt:
    print("asyncio.run: KeyboardInterrupt")
