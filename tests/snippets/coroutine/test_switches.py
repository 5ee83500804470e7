"""An await need not let another task run: not on a coroutine that does not suspend, not on a future that is done, not
on a free lock. asyncio.sleep(0) does, and so do an `async for` and an `async with` in which something suspends.

Run it: `pytest tests/snippets/coroutine/test_switches.py`
"""

from interleave import Contract

contract = Contract(
    "coroutine/switches.py",
    "await of a coroutine: the other task has not run",
    "await of a future that is done: the other task has not run",
    "async with on a free lock: the other task has not run",
    "await of asyncio.sleep(0): the other task has run",
    "async for: the other task has run",
    "async with on a door: the other task has run",
)


@contract.always(
    zh="await 一个不暂停的协程，不让别的任务执行",
    en="Awaiting a coroutine that does not suspend lets no other task run",
    promise="language",
)
def like_a_call(run) -> bool:
    return run.texts[run.index("await of a coroutine")].endswith(" not run")


@contract.always(
    zh="await 已完成的 future，或者获取空闲的锁，不让别的任务执行",
    en="Awaiting a future that is done, or acquiring a free lock, lets no other task run",
    promise="cpython",
)
def nothing_to_wait_for(run) -> bool:
    lines = (run.index("await of a future that is done"), run.index("async with on a free lock"))
    return all(run.texts[line].endswith(" not run") for line in lines)


@contract.always(
    zh="asyncio.sleep(0)，以及在里面暂停的 async for 和 async with，让另一个任务执行",
    en="asyncio.sleep(0), and an async for and an async with that suspend, let the other task run",
    promise="cpython",
)
def suspended(run) -> bool:
    lines = (run.index("await of asyncio.sleep"), run.index("async for"), run.index("async with on a door"))
    return all(run.texts[line].endswith(" has run") for line in lines)
