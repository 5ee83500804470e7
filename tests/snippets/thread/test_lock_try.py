"""While a lock is held, an attempt without blocking and one with a timeout both fail; once it is free, an attempt
succeeds at once. Every run prints the same.

Run it: `pytest tests/snippets/thread/test_lock_try.py`
"""

from interleave import Contract

contract = Contract(
    "thread/lock_try.py",
    "Alice: the printer is busy, locked: True",
    "Bob: prints at once",
    "At the end, locked: False",
)


@contract.never(
    zh="锁由主线程持有时，另一个线程获取到了它",
    en="Another thread acquires the lock while the main thread holds it",
    promise="language",
)
def both_hold_it(run) -> bool:
    return "busy" not in run.texts[0]


@contract.always(
    zh="锁空闲时，blocking=False 获取得到",
    en="With blocking=False, a lock that is free is acquired",
    promise="language",
)
def acquired_when_free(run) -> bool:
    return run.texts[1] == "Bob: prints at once"
