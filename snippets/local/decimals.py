import asyncio
from decimal import Decimal, getcontext, localcontext


async def changes(digits: int) -> None:
    getcontext().prec = digits  # (1)!
    await asyncio.sleep(0)
    print(f"getcontext, {digits} digits: {Decimal(1) / 7}")


async def has_its_own(digits: int) -> None:
    with localcontext() as context:  # (2)!
        context.prec = digits
        await asyncio.sleep(0)
        print(f"localcontext, {digits} digits: {Decimal(1) / 7}")


async def main() -> None:
    getcontext().prec = 10  # (3)!
    await asyncio.gather(changes(3), changes(6))
    await asyncio.gather(has_its_own(3), has_its_own(6))


if __name__ == "__main__":
    asyncio.run(main())
