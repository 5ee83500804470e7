import asyncio


async def load(page: str, before: asyncio.Event, after: asyncio.Event) -> str:
    await before.wait()
    print(f"{page} ends")
    after.set()
    return page


def pages() -> list:
    a, b, c, go = (asyncio.Event() for _ in range(4))
    go.set()
    return [load("A", b, a), load("B", c, b), load("C", go, c)]  # (1)!


async def main() -> None:
    results = await asyncio.gather(*pages())
    print(f"gather: {', '.join(results)}")

    results = []
    for earliest in asyncio.as_completed(pages()):
        results.append(await earliest)  # (2)!
    print(f"as_completed: {', '.join(results)}")


asyncio.run(main())
