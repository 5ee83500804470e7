import anyio


async def tick(name: str) -> None:
    n = 0
    try:
        while True:
            n += 1
            print(f"{name}: tick {n}")
            await anyio.sleep(0.02)
    finally:
        print(f"{name}: cleans up")


async def main() -> None:
    try:
        with anyio.fail_after(0.07):
            async with anyio.create_task_group() as group:
                group.start_soon(tick, "Ann")
                group.start_soon(tick, "Bob")
    except TimeoutError:
        print("The time is up.")


if __name__ == "__main__":
    anyio.run(main)
