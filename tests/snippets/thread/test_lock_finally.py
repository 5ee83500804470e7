"""A lock that is released in finally is free after an exception. One that is released without finally stays locked,
and nobody can take it.

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
    zh="没有 finally，异常之后锁再也没人拿得到", en="Without finally nobody gets the lock after an exception"
)
def stuck(run) -> bool:
    return run.texts[-1].endswith("False")
