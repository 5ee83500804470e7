"""A generator delegates to others by `yield from`: what they yield goes to the caller, what they return is the value of
the expression, and closing the outer generator closes the inner one first.

Run it: `pytest tests/snippets/coroutine/test_delegation.py`
"""

from interleave import Contract

contract = Contract(
    "coroutine/delegation.py",
    "tea: minute 1",
    "tea: minute 2",
    "tea: off the stove",
    "soup: minute 1",
    "soup: off the stove",
    "Result: hot tea and hot soup",
    "tea: minute 1",
    "tea: off the stove",
    "Closed",
)


@contract.always(
    zh="内层返回的值，就是 yield from 表达式的值",
    en="What the inner generator returns is the value of the yield from expression",
    promise="language",
)
def returned(run) -> bool:
    return "Result: hot tea and hot soup" in run.texts


@contract.always(
    zh="关闭外层的生成器，内层的 finally 也执行",
    en="Closing the outer generator has the finally block of the inner one executed",
    promise="language",
)
def closed(run) -> bool:
    return run.texts[-2:] == ["tea: off the stove", "Closed"]
