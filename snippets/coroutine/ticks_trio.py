import trio


async def tick(name: str) -> None:
    n = 0
    try:
        while True:
            n += 1
            print(f"{name}: tick {n}")
            await trio.sleep(0.02)
    finally:
        print(f"{name}: cleans up")


async def main() -> None:
    try:
        with trio.fail_after(0.07):  # (1)!
            async with trio.open_nursery() as nursery:  # (2)!
                nursery.start_soon(tick, "Ann")
                nursery.start_soon(tick, "Bob")
    except trio.TooSlowError:
        print("The time is up.")


if __name__ == "__main__":
    trio.run(main)
