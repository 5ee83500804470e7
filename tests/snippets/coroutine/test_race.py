"""Two coroutines read a counter, await and write it: exactly half of the updates are lost, in every run. With a lock
around these three steps none is lost.

Run it: `pytest tests/snippets/coroutine/test_race.py`
"""

from interleave import Contract

contract = Contract(
    "coroutine/race.py",
    "Without a lock: should be 200 and is 100",
    "With a lock: should be 200 and is 200",
)


@contract.always(zh="没有锁，每次都恰好丢一半", en="Without a lock, exactly half is lost each time", promise="cpython")
def half_is_lost(run) -> bool:
    return run.texts[0].endswith(" is 100")
