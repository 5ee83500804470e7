import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from contextvars import ContextVar, copy_context

user_var: ContextVar[str] = ContextVar("user", default="nobody")


def show(how: str) -> None:
    print(f"{how}: {user_var.get()}")


async def main() -> None:
    loop = asyncio.get_running_loop()
    await loop.run_in_executor(None, show, "run_in_executor")
    await asyncio.to_thread(show, "to_thread")  # (1)!


if __name__ == "__main__":
    user_var.set("Alice")
    thread = threading.Thread(target=show, args=("Thread",))
    thread.start()
    thread.join()
    context = copy_context()
    thread = threading.Thread(target=context.run, args=(show, "Thread, a copy"))
    thread.start()
    thread.join()
    with ThreadPoolExecutor(max_workers=1) as pool:
        pool.submit(show, "submit")
        pool.submit(copy_context().run, show, "submit, a copy")  # (2)!
    asyncio.run(main())
