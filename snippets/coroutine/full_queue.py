import asyncio

PAGES = ("/home", "/news", "/shop", "/help", "/user")


async def fetch(pages: asyncio.Queue[str]) -> None:
    for page in PAGES:
        print(f"Fetch: has {page}")
        await pages.put(page)  # (1)!
    print("Fetch: all pages are in the queue")


async def store(pages: asyncio.Queue[str]) -> None:
    while True:
        page = await pages.get()  # (2)!
        await asyncio.sleep(0.01)  # (3)!
        print(f"Store: stored {page}")
        pages.task_done()  # (4)!


async def main() -> None:
    pages: asyncio.Queue[str] = asyncio.Queue(maxsize=1)
    storing = asyncio.create_task(store(pages), name="Store")
    await fetch(pages)
    await pages.join()  # (5)!
    print("Main: all pages are stored")
    storing.cancel()  # (6)!


if __name__ == "__main__":
    asyncio.run(main())
