import asyncio
import sys

CHILD = """
import sys
for step in "fetch", "parse", "store":
    print(step, flush=True)
sys.exit(int(sys.argv[1]))
"""


async def watch(name: str, status: int) -> None:
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-c", CHILD, str(status), stdout=asyncio.subprocess.PIPE
    )  # (1)!
    async for line in child.stdout:  # (2)!
        print(f"{name}: {line.decode().rstrip()}")
    print(f"{name}: ended with status {await child.wait()}")  # (3)!


async def main() -> None:
    async with asyncio.TaskGroup() as group:
        group.create_task(watch("first", 0))
        group.create_task(watch("second", 3))
    print("Both have ended.")


asyncio.run(main())
