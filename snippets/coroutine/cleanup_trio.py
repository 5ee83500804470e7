import trio


async def work() -> None:
    try:
        await trio.sleep(3600)
    finally:
        print("Clean-up begins")
        await trio.sleep(0.01)
        print("Clean-up ends")


async def main() -> None:
    try:
        with trio.fail_after(0.05):
            await work()
    except trio.TooSlowError:
        print("The time is up.")


trio.run(main)
