"""Tasks that change the settings of decimal: getcontext() gives them one object, which they share; localcontext() gives
each a copy.

Run it: `pytest tests/snippets/local/test_decimals.py`
"""

from interleave import Contract

contract = Contract(
    "local/decimals.py",
    "getcontext, 3 digits: 0.142857",
    "getcontext, 6 digits: 0.142857",
    "localcontext, 3 digits: 0.143",
    "localcontext, 6 digits: 0.142857",
)


@contract.always(
    zh="用 getcontext() 改精度，改的是两个任务共用的对象",
    en="A precision changed through getcontext() is changed in an object that both tasks share",
    promise="cpython",
)
def shared(run) -> bool:
    return run.texts[0].endswith(" 0.142857")


@contract.always(
    zh="用 localcontext()，每个任务有自己的精度",
    en="With localcontext() each task has its own precision",
    promise="language",
)
def own(run) -> bool:
    return run.texts[2].endswith(" 0.143") and run.texts[3].endswith(" 0.142857")
