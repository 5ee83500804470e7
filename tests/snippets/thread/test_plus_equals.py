"""Four threads add one to an attribute, plain and as a property. The property may lose updates on every build. The
plain attribute loses some without the GIL, and before CPython 3.10; with the GIL of later versions it does not.

Run it: `pytest tests/snippets/thread/test_plus_equals.py`
"""

from interleave import Contract

contract = Contract(
    "thread/plus_equals.py",
    "Plain: {plain:natural} of 100000",
    "Checked: {checked:natural} of 100000",
)


def races(circumstance) -> str:
    """Since 3.10 a thread loses the GIL only where a loop jumps or a call is, and a plain += has neither."""
    return "sometimes" if circumstance.free_threaded or circumstance.version < (3, 10) else "never"


@contract.outcome("sometimes", zh="两种都没有丢失更新", en="Neither lost updates")
def right(run) -> bool:
    return run["plain"] == run["checked"] == 100_000


@contract.outcome("sometimes", zh="只有 property 丢失了更新", en="Only the property lost updates", shown=True)
def property_lost(run) -> bool:
    return run["plain"] == 100_000 and run["checked"] < 100_000


@contract.outcome(races, zh="普通属性也丢失了更新", en="The plain attribute lost updates, too", promise="cpython")
def plain_lost(run) -> bool:
    return run["plain"] < 100_000


@contract.never(zh="结果多于 100000", en="One of them is more than 100000", promise="program")
def invented(run) -> bool:
    return max(run["plain"], run["checked"]) > 100_000


@contract.never(
    zh="有一个小于 2：线程最后一次读到的，至少是自己前面写下的 1，或者别人写下的",
    en="One of them is less than 2: what a thread reads last is at least the 1 that it, or another, wrote before",
    promise="program",
)
def less_than_two(run) -> bool:
    return min(run["plain"], run["checked"]) < 2
