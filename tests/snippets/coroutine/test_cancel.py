"""cancel() only requests: the task ends later, when CancelledError has been raised where it waits and its finally has
been executed, which may await.

Run it: `pytest tests/snippets/coroutine/test_cancel.py`
"""

from interleave import Contract

contract = Contract(
    "coroutine/cancel.py",
    "work: waits",
    "main: done: False",
    "work: closes",
    "work: closed",
    "main: CancelledError",
    "main: done: True, cancelled: True",
)


@contract.always(
    zh="cancel() 返回时，任务还没有结束",
    en="When cancel() returns, the task has not ended",
    promise="language",
)
def requested(run) -> bool:
    return run.index("main: done: False") < run.index("work: closes")


@contract.always(
    zh="finally 里的清理执行完（其中还有一个 await），等这个任务的代码才得到 CancelledError",
    en="The finally is executed to its end, with its await, before the code that awaits the task gets CancelledError",
    promise="language",
)
def cleaned_up(run) -> bool:
    return run.index("work: closed") < run.index("main: CancelledError")


@contract.never(
    zh="work() 等满了 60 秒",
    en="work() sleeps its 60 seconds",
    promise="language",
)
def has_slept(run) -> bool:
    return "work: has slept" in run.texts
