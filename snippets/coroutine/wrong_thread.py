import asyncio
import time
from threading import Thread


async def receive(threadsafe: bool) -> float:
    loop = asyncio.get_running_loop()
    box: asyncio.Queue[str] = asyncio.Queue()

    def send() -> None:
        time.sleep(0.02)  # (1)!
        if threadsafe:
            loop.call_soon_threadsafe(box.put_nowait, "letter")
        else:
            box.put_nowait("letter")  # (2)!

    alarm = asyncio.create_task(asyncio.sleep(0.2))  # (3)!
    Thread(target=send).start()
    begin = time.monotonic()
    await box.get()
    took = time.monotonic() - begin
    await alarm
    return took


async def main() -> None:
    took = await receive(threadsafe=True)
    print(f"call_soon_threadsafe: after {took:.2f} seconds")
    took = await receive(threadsafe=False)
    print(f"put_nowait in the other thread: after {took:.2f} seconds")


if __name__ == "__main__":
    asyncio.run(main(), debug=False)  # (4)!
