"""One task of a TaskGroup raises. The other task and the body of the block are cancelled, and the group raises an
ExceptionGroup when all have ended.

Run it: `pytest tests/snippets/coroutine/test_group_error.py`
"""

from interleave import Contract

contract = Contract(
    "coroutine/group_error.py",
    "save: cancelled",
    "main: unhandled errors in a TaskGroup (1 sub-exception)",
    "main: invalid literal for int() with base 10: '3,50'",
    "main: save is done: True",
)


@contract.always(
    zh="另一个任务被取消",
    en="The other task is cancelled",
    promise="language",
)
def cancelled(run) -> bool:
    return run.index("save: cancelled") == 0


@contract.always(
    zh="任务组等所有任务都结束，才抛出 ExceptionGroup",
    en="The group raises the ExceptionGroup only when all its tasks have ended",
    promise="language",
)
def after_all(run) -> bool:
    return run.index("save: cancelled") < run.index("main: unhandled") and run.texts[-1].endswith("True")


@contract.never(
    zh="async with 里的代码等满了 60 秒",
    en="The body of the async with sleeps its 60 seconds",
    promise="language",
)
def has_slept(run) -> bool:
    return "main: has slept" in run.texts


@contract.exempt(
    zh="被取消、打断或超时的正是睡眠",
    en="what is cancelled, interrupted or times out is a sleep",
)
def awake(circumstance) -> bool:
    return circumstance.setup == "sleepless"
