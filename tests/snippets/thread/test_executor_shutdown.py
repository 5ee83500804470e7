"""shutdown(cancel_futures=True) cancels what has not begun, lets the running task end, and
submit() raises from then on.

Run it: `pytest tests/snippets/thread/test_executor_shutdown.py`
"""

from interleave import Contract

contract = Contract(
    "thread/executor_shutdown.py",
    "RuntimeError: cannot schedule new futures after shutdown",
    "task 1 is done",
    "cancelled",
    "cancelled",
)


@contract.always(
    zh="正在运行的任务做完，没开始的两个取消",
    en="The task that runs is completed, the two that have not begun are cancelled",
    promise="language",
)
def cancelled(run) -> bool:
    return run.texts[1:] == ["task 1 is done", "cancelled", "cancelled"]


@contract.always(
    zh="关闭以后，submit() 抛出 RuntimeError",
    en="After the shutdown, submit() raises RuntimeError",
    promise="language",
)
def refused(run) -> bool:
    return run.texts[0].startswith("RuntimeError: ")
