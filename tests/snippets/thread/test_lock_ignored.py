"""The main thread holds a lock. A function that acquires the same lock waits; one that acquires none, and one that
acquires a lock of its own, change the balance meanwhile. Every run prints the same.

Run it: `pytest tests/snippets/thread/test_lock_ignored.py`
"""

from interleave import Contract

contract = Contract(
    "thread/lock_ignored.py",
    "The main thread holds the lock. Balance: 110",
    "The main thread holds the lock. Balance: 120",
    "The lock has been released. Balance: 130",
)


@contract.always(
    zh="主线程持有锁的时候，不用这把锁的函数改了余额",
    en="While the main thread holds the lock, functions that do not use it change the balance",
    promise="program",
)
def changed_anyway(run) -> bool:
    return [text.split()[-1] for text in run.texts[:2]] == ["110", "120"]


@contract.never(
    zh="主线程持有锁的时候，deposit 加上了它的 10",
    en="deposit adds its 10 while the main thread holds the lock",
    promise="language",
)
def waiter_came_in(run) -> bool:
    return "130" in run.texts[1]
