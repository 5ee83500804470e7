"""One of two jobs given to gather() raises. gather() raises at once, and the other job goes on. With return_exceptions
the exception is one of the results.

Run it: `pytest tests/snippets/coroutine/test_gather_error.py`
"""

from interleave import Contract

contract = Contract(
    "coroutine/gather_error.py",
    "main: ValueError; save is done: False",
    "save: ends",
    "main: saved",
    "main: ValueError(\"invalid literal for int() with base 10: '3,50'\")",
    "main: 12",
)


@contract.always(
    zh="gather() 抛出异常时，另一个任务还没有结束",
    en="When gather() raises, the other task has not ended",
    promise="program",
)
def not_done(run) -> bool:
    return run.texts[0].endswith("False")


@contract.always(
    zh="另一个任务没有被取消，后来执行到了结束",
    en="The other task is not cancelled, and later it goes on to its end",
    promise="language",
)
def goes_on(run) -> bool:
    return run.texts[1:3] == ["save: ends", "main: saved"]


@contract.always(
    zh="设了 return_exceptions=True，异常也放在结果里，位置和参数的位置相同",
    en="With return_exceptions=True the exception is among the results, in the place of its argument",
    promise="language",
)
def returned(run) -> bool:
    return run.texts[3].startswith("main: ValueError(") and run.texts[4] == "main: 12"
