import asyncio


async def parse(price: str) -> int:
    return int(price)


async def save(paid: asyncio.Event) -> str:
    await paid.wait()
    print("save: ends")
    return "saved"


async def main() -> None:
    paid = asyncio.Event()
    saving = asyncio.create_task(save(paid))
    try:
        await asyncio.gather(parse("3,50"), saving)
    except ValueError:
        print(f"main: ValueError; save is done: {saving.done()}")
    paid.set()
    print(f"main: {await saving}")  # (1)!

    results = await asyncio.gather(
        parse("3,50"), parse("12"), return_exceptions=True
    )
    for result in results:
        print(f"main: {result!r}")


asyncio.run(main())
