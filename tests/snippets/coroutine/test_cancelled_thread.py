"""A task that waits for asyncio.to_thread is cancelled: the task ends at once, and the function in the thread goes on.
asyncio.run waits for it.

Run it: `pytest tests/snippets/coroutine/test_cancelled_thread.py`
"""

from interleave import Contract

contract = Contract(
    "coroutine/cancelled_thread.py",
    "Main: the task is cancelled",
    "Thread: all files are copied",
    "asyncio.run has returned",
)


@contract.always(
    zh="取消任务以后，线程里的函数继续执行，直到结束",
    en="After the task is cancelled, the function in the thread goes on to its end",
    promise="language",
)
def goes_on(run) -> bool:
    return run.index("Thread: all files") == run.index("Main: the task") + 1


@contract.always(
    zh="asyncio.run 等线程结束以后才返回（文档：3.12 起最多等 5 分钟）",
    en="asyncio.run returns only when the thread has ended (documented: since 3.12 it waits for at most 5 minutes)",
    promise="language",
)
def waits(run) -> bool:
    return run.index("asyncio.run") > run.index("Thread: all files")
