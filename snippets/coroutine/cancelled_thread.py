import asyncio
import threading

started = threading.Event()
go_on = threading.Event()


def copy_files() -> None:
    started.set()
    go_on.wait()  # (1)!
    print("Thread: all files are copied", flush=True)


async def main() -> None:
    copying = asyncio.create_task(asyncio.to_thread(copy_files))
    await asyncio.to_thread(started.wait)  # (2)!
    copying.cancel()
    try:
        await copying
    except asyncio.CancelledError:
        print("Main: the task is cancelled", flush=True)
    go_on.set()


if __name__ == "__main__":
    asyncio.run(main())  # (3)!
    print("asyncio.run has returned")
