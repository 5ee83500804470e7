"""What a thread's function returns is lost; join() returns None. A dictionary and futures bring the values back. Every
run prints the same.

Run it: `pytest tests/snippets/thread/test_value_back.py`
"""

from interleave import Contract

contract = Contract(
    "thread/value_back.py",
    "What join() returns: None",
    "A dictionary, after join(): zen 5, pun 2",
    "Two futures: [5, 2]",
)


@contract.always(
    zh="join() 返回 None，不返回函数的返回值", en="join() returns None and not the value", promise="language"
)
def join_returns_none(run) -> bool:
    return run.texts[0].endswith(": None")


@contract.always(
    zh="join() 之后，两个结果都在字典里",
    en="After join() both results are in the dictionary",
    promise="language",
)
def in_the_dictionary(run) -> bool:
    return run.texts[1].endswith("zen 5, pun 2")


@contract.always(
    zh="future 的结果按提交的顺序排列，不管哪个先做完",
    en="The results of the futures are in the order of submission, whichever was ready first",
    promise="program",
)
def in_order(run) -> bool:
    return run.texts[2].endswith("[5, 2]")
