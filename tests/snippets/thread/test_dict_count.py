"""Four threads count in one dict with get() and an assignment. In some run counts are lost, with the GIL and without;
never is a word counted too often.

Run it: `pytest tests/snippets/thread/test_dict_count.py`
"""

from interleave import Contract

contract = Contract("thread/dict_count.py", "spam: counted {count:natural} of 100000")


@contract.outcome("sometimes", zh="100000：一次也没丢", en="100000: nothing was lost")
def right(run) -> bool:
    return run["count"] == 100_000


@contract.outcome("sometimes", zh="少于 100000：有计数丢失了", en="Fewer: counts were lost", shown=True)
def lost(run) -> bool:
    return run["count"] < 100_000


@contract.outcome("never", zh="多于 100000", en="More than 100000", promise="program")
def invented(run) -> bool:
    return run["count"] > 100_000
