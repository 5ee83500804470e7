"""Four threads add to one counter, with a lock around reading and writing it: no update is lost, in any run.

Run it: `pytest tests/snippets/thread/test_lock.py`
"""

from interleave import Contract

contract = Contract("thread/lock.py", "counter should be 40000 and is 40000")


@contract.never(zh="有更新丢失了", en="An update is lost", promise="language")
def lost(run) -> bool:
    return not run.texts[0].endswith(" is 40000")
