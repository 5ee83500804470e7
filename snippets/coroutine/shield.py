import asyncio


async def save(disk: asyncio.Event) -> str:
    print("save: begins")
    await disk.wait()
    print("save: ends")
    return "saved"


async def request(saving: asyncio.Task) -> None:
    try:
        await asyncio.shield(saving)
    except asyncio.CancelledError:
        print(f"request: CancelledError; save is done: {saving.done()}")
        raise


async def main() -> None:
    disk = asyncio.Event()
    saving = asyncio.create_task(save(disk))  # (1)!
    answering = asyncio.create_task(request(saving))
    await asyncio.sleep(0)
    answering.cancel()
    await asyncio.wait([answering])
    disk.set()
    print(f"main: {await saving}")  # (2)!


asyncio.run(main())
