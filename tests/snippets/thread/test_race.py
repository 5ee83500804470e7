"""Four threads add to one counter without a lock. In some run updates are lost; never is the result too large.

Run it: `pytest tests/snippets/thread/test_race.py`
"""

from interleave import Contract

contract = Contract("thread/race.py", "counter should be 800000 and is {counter:natural}")


@contract.outcome("sometimes", zh="结果是 800000：一次也没丢", en="The result is 800000: no update was lost")
def right(run) -> bool:
    return run["counter"] == 800_000


@contract.outcome("sometimes", zh="结果少于 800000：有更新丢失了", en="It is less: updates were lost", shown=True)
def lost(run) -> bool:
    return run["counter"] < 800_000


@contract.outcome("never", zh="结果多于 800000", en="It is more than 800000")
def invented(run) -> bool:
    return run["counter"] > 800_000
