import asyncio
from threading import Thread


def ring(loop: asyncio.AbstractEventLoop) -> None:
    try:
        loop.call_soon(print, "Ring!")  # (1)!
    except RuntimeError as error:
        print(f"RuntimeError: {error}")
    loop.call_soon_threadsafe(print, "Ring, safely!")


async def main() -> None:
    loop = asyncio.get_running_loop()
    thread = Thread(target=ring, args=(loop,))
    thread.start()
    await asyncio.to_thread(thread.join)  # (2)!


if __name__ == "__main__":
    asyncio.run(main(), debug=True)
