import asyncio


async def wait(name: str) -> None:
    print(f"{name}: begins to wait")
    await asyncio.sleep(0.1)  # (1)!
    print(f"{name}: has waited")


async def compute(name: str) -> None:
    print(f"{name}: begins to compute")
    sum(range(1_000_000))  # (2)!
    print(f"{name}: has computed")


async def main() -> None:
    await asyncio.gather(wait("Ann"), wait("Bob"))  # (3)!
    await asyncio.gather(compute("Ann"), compute("Bob"))


if __name__ == "__main__":
    asyncio.run(main())
