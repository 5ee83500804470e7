"""Four threads add to one counter without a lock. In some run updates are lost; never is the result too large,
or less than 2.

Run it: `pytest tests/snippets/thread/test_race.py`
"""

from interleave import Contract

contract = Contract("thread/race.py", "counter should be 800000 and is {counter:natural}")


@contract.outcome("sometimes", zh="结果是 800000：一次也没丢", en="It is 800000: no update was lost")
def right(run) -> bool:
    return run["counter"] == 800_000


@contract.outcome("sometimes", zh="结果少于 800000：有更新丢失了", en="It is less: updates were lost", shown=True)
def lost(run) -> bool:
    return run["counter"] < 800_000


@contract.outcome("never", zh="结果多于 800000", en="It is more than 800000", promise="program")
def invented(run) -> bool:
    return run["counter"] > 800_000


@contract.never(
    zh="结果小于 2：线程最后一次读到的，至少是自己前面写下的 1，或者别人写下的",
    en="It is less than 2: what a thread reads last is at least the 1 that it, or another, wrote before",
    promise="program",
)
def less_than_two(run) -> bool:
    return run["counter"] < 2
