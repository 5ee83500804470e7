import asyncio


async def fetch() -> str:
    try:
        await asyncio.sleep(60)
        return "page"
    except asyncio.CancelledError:
        print("fetch: CancelledError")
        raise
    finally:
        print("fetch: closed")


async def main() -> None:
    try:
        async with asyncio.timeout(0.01):
            print(f"timeout: {await fetch()}")
    except TimeoutError:  # (1)!
        print("timeout: TimeoutError")

    try:
        await asyncio.wait_for(fetch(), timeout=0.01)
    except TimeoutError:
        print("wait_for: TimeoutError")


asyncio.run(main())
