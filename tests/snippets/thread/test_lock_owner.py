"""A Lock may be released by another thread, an RLock only by the thread that acquired it. Every run prints the same.

Run it: `pytest tests/snippets/thread/test_lock_owner.py`
"""

from interleave import Contract

contract = Contract(
    "thread/lock_owner.py",
    "Lock, another thread: released",
    "Lock, the thread that acquired it: RuntimeError: release unlocked lock",
    "RLock, another thread: RuntimeError: cannot release un-acquired lock",
    "RLock, the thread that acquired it: released",
)


@contract.always(
    zh="另一个线程可以释放 Lock，不能释放 RLock",
    en="Another thread can release a Lock, and cannot release an RLock",
    promise="language",
)
def by_another(run) -> bool:
    lock, rlock = (text for text in run.texts if "another thread" in text)
    return lock.endswith("released") and "RuntimeError" in rlock


@contract.always(
    zh="释放没有锁定的 Lock，抛出 RuntimeError",
    en="To release a Lock that is not locked raises RuntimeError",
    promise="language",
)
def unlocked(run) -> bool:
    return "RuntimeError" in run.texts[1]


@contract.always(
    zh="错误信息的文字是这两句",
    en="The messages of the two errors are these",
    promise="cpython",
)
def messages(run) -> bool:
    return [text.split("Error: ")[1] for text in run.texts if "Error" in text] == [
        "release unlocked lock",
        "cannot release un-acquired lock",
    ]
