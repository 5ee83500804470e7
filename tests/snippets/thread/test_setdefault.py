"""Three threads call setdefault with one key and three values. One of the values is stored, and in every run all three
calls return that one.

Run it: `pytest tests/snippets/thread/test_setdefault.py`
"""

from interleave import Contract, one_of

NAMES = ("Ann", "Bob", "Eve")
contract = Contract(
    "thread/setdefault.py",
    one_of(*(f"The leader is {name}" for name in NAMES)),
    one_of(*(f"The three were told: {name}, {name}, {name}" for name in NAMES)),
)


@contract.always(
    zh="三个线程得到的是同一个名字，就是存下来的那个",
    en="All three are told the name that is stored",
    promise="language",
)
def one_leader(run) -> bool:
    leader = run.texts[0].rpartition(" ")[2]
    return run.texts[1] == f"The three were told: {leader}, {leader}, {leader}"


@contract.sometimes(zh="存下来的不是最先启动的 Ann", en="It is not Ann, whose thread was started first", shown=True)
def not_the_first(run) -> bool:
    return run.texts[0] != "The leader is Ann"
