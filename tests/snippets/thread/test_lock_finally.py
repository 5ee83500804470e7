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
