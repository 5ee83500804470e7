"""Two threads wait on one condition variable for different dishes. notify() wakes one of them. If that is the one whose
dish is not ready, it waits again, the other is not woken, and the program never ends.

Run it: `pytest tests/snippets/thread/test_notify_one.py`
"""

from interleave import Contract

contract = Contract(
    "thread/notify_one.py",
    "Cook: the rice is ready",
    "Bob: takes the rice",
    "Cook: the soup is ready",
    "Alice: takes the soup",
    "All is served",
    seconds=3,
    may_hang=True,
)


@contract.outcome(
    "sometimes",
    zh="notify() 唤醒了 Alice，米饭好了，Bob 却一直等下去",
    en="notify() wakes Alice, and Bob waits for ever, though the rice is ready",
    shown=True,
)
def wrong_one(run) -> bool:
    return run.hangs


@contract.outcome(
    "sometimes",
    zh="Bob 被唤醒，或者还没有开始等，程序结束",
    en="Bob is woken, or does not wait yet, and the program ends",
)
def served(run) -> bool:
    return not run.hangs


# Where the three threads stand. The names are told since Python 3.14.
STUCK = (
    "notify_one.py, line 10, in fetch",
    "notify_one.py, line 10, in fetch [Alice]",
    "notify_one.py, line 10, in fetch [Bob]",
    "notify_one.py, line 25, in <module>",
)


@contract.always(
    zh="不结束的话，三个线程都停住：两个在 wait_for()，主线程在 join()",
    en="If it hangs, all three threads do: two in wait_for(), the main thread in join()",
    promise="program",
)
def all_three(run) -> bool:
    if not run.hangs:
        return True
    stuck = len(run.where) in (0, 3) and all(place in STUCK for place in run.where)
    return stuck and run.texts == ["Cook: the rice is ready"]
