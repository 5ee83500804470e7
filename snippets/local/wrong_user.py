import asyncio
import threading

request = threading.local()


def log(text: str) -> None:
    print(f"[{request.user}] {text}")


async def handle(user: str) -> None:
    request.user = user
    log(f"{user} logs in")
    await asyncio.sleep(0)  # (1)!
    log(f"{user} deletes a file")


async def main() -> None:
    async with asyncio.TaskGroup() as group:
        group.create_task(handle("Alice"))
        group.create_task(handle("Bob"))


if __name__ == "__main__":
    asyncio.run(main())
