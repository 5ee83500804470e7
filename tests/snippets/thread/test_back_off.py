"""Two threads acquire two locks in opposite orders. Each waits for its second lock with a timeout, and if it does not
get it, releases the first, pauses for a random time and begins again. In every run at least one attempt fails, and both
get through.

Run it: `pytest tests/snippets/thread/test_back_off.py`
"""

from interleave import Contract, any_order

contract = Contract(
    "thread/back_off.py",
    any_order("Alice has moved the money", "Bob has moved the money"),
    "Failed attempts: {failed:natural}",
)


@contract.always(
    zh="至少有一次尝试失败：两个线程都持有第一把锁，总要有一个先释放",
    en="At least one attempt fails: both hold their first lock, and one has to release it",
    promise="program",
)
def one_failed(run) -> bool:
    return run["failed"] >= 1


@contract.sometimes(
    zh="一次失败就够了，另一个线程先做完",
    en="One failure is enough: the other thread goes first",
    shown=True,
)
def one_is_enough(run) -> bool:
    return run["failed"] == 1
