"""Three coroutines end in the order C, B, A. gather() gives their results in the order of its arguments, as_completed()
in the order in which they ended.

Run it: `pytest tests/snippets/coroutine/test_in_order.py`
"""

from interleave import Contract

contract = Contract(
    "coroutine/in_order.py",
    "C ends",
    "B ends",
    "A ends",
    "gather: A, B, C",
    "C ends",
    "B ends",
    "A ends",
    "as_completed: C, B, A",
)


@contract.always(
    zh="C 最先结束，A 最后结束：每一个都等后一个",
    en="C ends first and A last: each waits for the one after it",
    promise="program",
)
def c_first(run) -> bool:
    return run.texts[0] == run.texts[4] == "C ends" and run.texts[2] == run.texts[6] == "A ends"


@contract.always(
    zh="gather() 的结果按参数的顺序排列",
    en="The results of gather() are in the order of its arguments",
    promise="language",
)
def order_of_arguments(run) -> bool:
    return run.texts[3] == "gather: A, B, C"


@contract.always(
    zh="as_completed() 按结束的先后给出结果",
    en="as_completed() gives the results in the order in which the tasks ended",
    promise="language",
)
def order_of_ends(run) -> bool:
    return run.texts[-1] == "as_completed: C, B, A"
