import asyncio
from contextvars import ContextVar

user_var: ContextVar[str] = ContextVar("user")  # (1)!


def log(text: str) -> None:
    print(f"[{user_var.get()}] {text}")


async def handle(user: str) -> None:
    user_var.set(user)
    log(f"{user} logs in")
    await asyncio.sleep(0)
    log(f"{user} deletes a file")


async def main() -> None:
    async with asyncio.TaskGroup() as group:
        group.create_task(handle("Alice"))
        group.create_task(handle("Bob"))


if __name__ == "__main__":
    asyncio.run(main())
