"""The main thread looks at a flag without holding the lock, and waits afterwards. If the cook sets the flag and
notifies in between, the main thread waits for ever.

Run it: `pytest tests/snippets/thread/test_lost_wakeup.py`
"""

from interleave import Contract, optional

contract = Contract(
    "thread/lost_wakeup.py",
    optional("Not ready yet"),
    "Ready",
    seconds=3,
    may_hang=True,
)


@contract.outcome(
    "sometimes",
    zh="通知在检查之后、wait() 之前到来，主线程一直等下去",
    en="The notification comes between the check and wait(), and the main thread waits for ever",
    shown=True,
)
def lost(run) -> bool:
    return run.hangs


@contract.outcome(
    "sometimes",
    zh="通知在 wait() 之后到来，主线程被唤醒",
    en="The notification comes after wait(), and the main thread is woken",
)
def woken(run) -> bool:
    return not run.hangs and "Not ready yet" in run.texts


@contract.outcome(
    "sometimes",
    zh="检查的时候已经就绪，主线程没有等",
    en="All is ready at the check, and the main thread does not wait",
)
def no_wait(run) -> bool:
    return not run.hangs and "Not ready yet" not in run.texts


@contract.always(
    zh="不结束的话，主线程停在 wait() 那一行，ready 已经是 True",
    en="If it hangs, the main thread stands at wait(), though ready is True",
    promise="program",
)
def hangs_in_wait(run) -> bool:
    in_wait = all(place == "lost_wakeup.py, line 22, in <module>" for place in run.where)
    return not run.hangs or (in_wait and run.texts == ["Not ready yet"])
