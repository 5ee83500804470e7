"""A task waits for another task of the same pool, which has one worker: the one that waits. Neither ever ends.

Run it: `pytest tests/snippets/thread/test_executor_waits.py`
"""

from interleave import Contract

contract = Contract(
    "thread/executor_waits.py",
    "The task waits for the rest of [1, 2].",
    seconds=3,
    may_hang=True,
)


@contract.always(
    zh="打印出第一个任务那一行，程序不会结束",
    en="The first task's line comes, and the program does not end",
    promise="program",
)
def hangs(run) -> bool:
    return run.hangs and len(run.texts) == 1


@contract.always(
    zh="主线程停在 future.result()，工作线程停在 rest.result()",
    en="The main thread hangs in future.result(), the worker in rest.result()",
    promise="program",
)
def where(run) -> bool:
    stuck = ["executor_waits.py, line 14, in <module>", "executor_waits.py, line 9, in total"]
    return not run.where or sorted(place.split(" [")[0] for place in run.where) == stuck  # a file cannot be asked
