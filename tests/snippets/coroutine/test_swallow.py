"""except Exception lets a cancellation through. except BaseException swallows it: the task goes on, is not cancelled,
and a timeout around it raises no TimeoutError.

Run it: `pytest tests/snippets/coroutine/test_swallow.py`
"""

from interleave import Contract

contract = Contract(
    "coroutine/swallow.py",
    "lets_through: cancelled: True",
    "except BaseException",
    "swallows: cancelled: False",
    "except BaseException",
    "After the timeout: a result",
    "The time is up: True, and no TimeoutError",
)


@contract.never(
    zh="except Exception 捕获 CancelledError",
    en="except Exception catches the CancelledError",
    promise="language",
)
def caught(run) -> bool:
    return "except Exception" in run.texts


@contract.always(
    zh="吞掉 CancelledError 的任务继续执行，最后不算被取消",
    en="The task that swallows CancelledError goes on, and does not count as cancelled",
    promise="language",
)
def swallowed(run) -> bool:
    return run.index("swallows: cancelled: False") == 2


@contract.always(
    zh="吞掉了取消，超时以后不抛出 TimeoutError",
    en="As the cancellation is swallowed, the timeout raises no TimeoutError",
    promise="cpython",
)
def no_timeout_error(run) -> bool:
    return run.texts[-2:] == ["After the timeout: a result", "The time is up: True, and no TimeoutError"]


@contract.exempt(
    zh="被取消、打断或超时的正是睡眠",
    en="what is cancelled, interrupted or times out is a sleep",
)
def awake(circumstance) -> bool:
    return circumstance.setup == "sleepless"
