"""A thread that holds a Lock cannot take it again; with an RLock it can. Every run prints the same.

Run it: `pytest tests/snippets/thread/test_relock.py`
"""

from interleave import Contract

contract = Contract(
    "thread/relock.py",
    "Lock, taken again by its holder: False",
    "RLock, taken again by its holder: True",
)


@contract.never(
    zh="Lock 的持有者又获取到了它",
    en="The thread that holds a Lock acquires it again",
    promise="language",
)
def taken_again(run) -> bool:
    return run.texts[0].endswith("True")


@contract.always(
    zh="RLock 的持有者可以再次获取它",
    en="The thread that holds an RLock acquires it again",
    promise="language",
)
def reentered(run) -> bool:
    return run.texts[1].endswith("True")
