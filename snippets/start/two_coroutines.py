import asyncio
import time


async def count(name: str) -> None:  # (1)!
    for number in range(1, 4):
        print(f"{name}: {number}")
        await asyncio.sleep(0.1)  # (2)!


async def main() -> None:
    begin = time.perf_counter()
    await asyncio.gather(count("Ann"), count("Bob"))  # (3)!
    took = time.perf_counter() - begin
    print(f"Both counted in {took:.2f} seconds")


if __name__ == "__main__":
    asyncio.run(main())  # (4)!
