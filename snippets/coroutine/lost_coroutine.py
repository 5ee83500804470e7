import asyncio
from collections.abc import Coroutine


async def save(name: str) -> None:
    print(f"saved {name}", flush=True)


def plan() -> list[Coroutine]:
    return [save("notes.txt")]  # (1)!


async def main() -> None:
    jobs = plan()
    print(f"jobs: {len(jobs)}", flush=True)
    jobs.clear()  # (2)!
    print("main has ended", flush=True)


asyncio.run(main(), debug=True)
