"""Three threads need one lock, and each holds it for a while: in every run they have it one after the other, in any
order.

Run it: `pytest tests/snippets/thread/test_lock_wait.py`
"""

from itertools import pairwise

from interleave import Contract, any_order, in_order

contract = Contract(
    "thread/lock_wait.py",
    any_order(
        in_order("soup: on the stove", "soup: done"),
        in_order("rice: on the stove", "rice: done"),
        in_order("tea: on the stove", "tea: done"),
    ),
    "The stove is free: True",
)


@contract.never(zh="两道菜同时在灶上", en="Two dishes are on the stove at once", promise="language")
def together(run) -> bool:
    cooking = [text.endswith("on the stove") for text in run.texts[:-1]]
    return any(one and other for one, other in pairwise(cooking))


@contract.always(
    zh="三道菜前后至少用了 90 毫秒",
    en="Three dishes take at least 90 milliseconds, one after another",
    promise="program",
)
def one_after_another(run) -> bool:
    return run.at("The stove is free") >= 0.09


@contract.exempt(
    zh="测的就是睡眠的时间",
    en="what it measures is the time of its sleeps",
)
def awake(circumstance) -> bool:
    return circumstance.setup == "sleepless"
