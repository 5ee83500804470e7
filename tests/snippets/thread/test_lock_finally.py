"""A lock that is released in finally is free after an exception. One that is released without finally stays locked,
and an attempt to acquire it fails.

Run it: `pytest tests/snippets/thread/test_lock_finally.py`
"""

from interleave import Contract

contract = Contract(
    "thread/lock_finally.py",
    "withdraw: only 100 left, locked: False",
    "withdraw_carelessly: only 100 left, locked: True",
    "Somebody else gets the lock: False",
)


@contract.always(
    zh="没有 finally，异常之后锁没有释放，获取不到",
    en="Without finally the lock stays locked after an exception",
    promise="language",
)
def stuck(run) -> bool:
    return run.texts[-1].endswith("False")
