"""Four threads count in one dict with get() and an assignment. In some run counts are lost, with the GIL and without;
never is a word counted too often, or less than twice.

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


@contract.never(
    zh="小于 2：线程最后一次读到的，至少是自己前面写下的 1，或者别人写下的",
    en="Less than 2: what a thread reads last is at least the 1 that it, or another, wrote before",
    promise="program",
)
def less_than_two(run) -> bool:
    return run["count"] < 2
