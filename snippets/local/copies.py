import asyncio
from contextvars import ContextVar

color: ContextVar[str] = ContextVar("color", default="none")


async def paint(name: str, new: str) -> None:
    print(f"{name}: finds {color.get()}")
    color.set(new)
    print(f"{name}: sets {color.get()}")


async def main() -> None:
    color.set("red")
    task = asyncio.create_task(paint("task", "green"))  # (1)!
    color.set("blue")  # (2)!
    await task
    print(f"main: after the task {color.get()}")
    await paint("await", "yellow")  # (3)!
    print(f"main: after the await {color.get()}")


if __name__ == "__main__":
    asyncio.run(main())
    print(f"after asyncio.run: {color.get()}")  # (4)!
