"""Three asynchronous generators hold a lock while they are suspended, and a loop leaves each after one row. aclosing()
cleans up in the same task at once; a generator that is freed is cleaned up later in another task; one that is kept is
cleaned up by asyncio.run() at its end.

Run it: `pytest tests/snippets/coroutine/test_left_open.py`
"""

from interleave import Contract

contract = Contract(
    "coroutine/left_open.py",
    "main() runs in Task-{main:natural}",
    "closed: cleaned up in Task-{closed:natural}",
    "closed: is the lock held? False",
    "dropped: is the lock held? True",
    "dropped: cleaned up in Task-{dropped:natural}",
    "dropped: main() has acquired the lock",
    "kept: is the lock held? True",
    "kept: cleaned up in Task-{kept:natural}",
    "asyncio.run() has returned",
)


@contract.always(
    zh="aclosing 在同一个任务里、离开代码块之前就做完清理",
    en="aclosing cleans up in the same task, before its block is left",
    promise="language",
)
def at_once(run) -> bool:
    return run["closed"] == run["main"] and run.index("closed: cleaned up") < run.index("closed: is the lock")


@contract.always(
    zh="没有关闭的生成器，循环之后仍然持有锁",
    en="A generator that was not closed still holds the lock after the loop",
    promise="cpython",
)
def still_held(run) -> bool:
    return all(f"{name}: is the lock held? True" in run.texts for name in ("dropped", "kept"))


@contract.always(
    zh="没有关闭的生成器，由别的任务清理，而且两次不是同一个任务",
    en="Generators that were not closed are cleaned up in other tasks, each in one of its own",
    promise="cpython",
)
def elsewhere(run) -> bool:
    # Each task gets the next number, and asyncio.run() creates the last one after main() has ended.
    return (run["main"], run["dropped"], run["kept"]) == (1, 2, 4)


@contract.always(
    zh="asyncio.run 返回之前，留下的生成器已经清理",
    en="Before asyncio.run returns, the generator that was kept is cleaned up",
    promise="language",
)
def at_the_end(run) -> bool:
    return run.index("kept: cleaned up") == len(run.texts) - 2
