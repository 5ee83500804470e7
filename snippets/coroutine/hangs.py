import asyncio


async def bake(hot: asyncio.Event) -> str:
    await hot.wait()  # (1)!
    return "cake"


async def serve(baking: asyncio.Task[str]) -> None:
    dish = await baking
    print(f"Served: {dish}")


async def main() -> None:
    call_later = asyncio.get_running_loop().call_later  # (2)!
    call_later(0.1, lambda: print("Still waiting for the cake.", flush=True))
    async with asyncio.TaskGroup() as group:
        baking = group.create_task(bake(asyncio.Event()), name="bake")
        group.create_task(serve(baking), name="serve")


if __name__ == "__main__":
    asyncio.run(main())
