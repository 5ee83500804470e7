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


contract.spared(
    "drop lock, line 9",
    why="with one thread nobody else would want the lock",
)
contract.spared(
    "drop release, line 24",
    why="the exception comes first: that is the mistake",
)
contract.spared(
    "change 500 to 501, line 30",
    why="it is too much, too",
)
contract.spared(
    "change 0.1 to 0, line 33",
    why="nobody releases the lock, however long it is waited for",
)
