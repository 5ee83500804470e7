import anyio


async def work() -> None:
    try:
        await anyio.sleep(3600)
    finally:
        print("Clean-up begins")
        await anyio.sleep(0.01)
        print("Clean-up ends")


async def main() -> None:
    try:
        with anyio.fail_after(0.05):
            await work()
    except TimeoutError:
        print("The time is up.")


anyio.run(main)
