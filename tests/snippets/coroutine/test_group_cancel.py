"""Three tasks of a TaskGroup search; the one that finds the key cancels the group. The others are cancelled, and the
block ends without an exception. TaskGroup.cancel() is there since Python 3.15.

Run it: `pytest tests/snippets/coroutine/test_group_cancel.py`
"""

from interleave import Contract, interleaved

contract = Contract(
    "coroutine/group_cancel.py",
    "shed: found",
    interleaved("attic: cancelled", "cellar: cancelled"),
    "main: the key was in the shed",
    since="3.15",
)


@contract.always(
    zh="另外两个任务被取消",
    en="The other two tasks are cancelled",
    promise="language",
)
def cancelled(run) -> bool:
    return sum(text.endswith(": cancelled") for text in run.texts) == 2


@contract.always(
    zh="async with 等它们结束，然后不抛出异常，正常离开",
    en="The async with waits for their end, and is left without an exception",
    promise="language",
)
def no_exception(run) -> bool:
    return run.index("main:") == 3 and run.exit == 0
