"""Four threads take from one iterator of a list. With the GIL each item comes once; without it some come several times.
None is left out.

Run it: `pytest tests/snippets/thread/test_shared_iterator.py`
"""

from interleave import Contract

contract = Contract(
    "thread/shared_iterator.py",
    "Tickets sold: 100000 of 100000",
    "Sales too many: {extra:int}",
)


def twice(circumstance) -> str:
    """Without the GIL two threads can read the same position of the iterator before either moves it on."""
    return "sometimes" if circumstance.free_threaded else "never"


def once(circumstance) -> str:
    return "sometimes" if circumstance.free_threaded else "always"


@contract.outcome(once, zh="每张票只卖一次", en="Each ticket is sold once", promise="cpython")
def sold_once(run) -> bool:
    return run["extra"] == 0


@contract.outcome(
    twice, zh="有的票卖了不止一次", en="Some tickets are sold more than once", shown=True, promise="cpython"
)
def sold_twice(run) -> bool:
    return run["extra"] > 0


@contract.always(zh="没有一张票漏掉", en="No ticket is left out", promise="cpython")
def none_left_out(run) -> bool:
    return run.texts[0] == "Tickets sold: 100000 of 100000" and run["extra"] >= 0
