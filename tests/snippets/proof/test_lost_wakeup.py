"""A condition does not remember a notify(): if it comes before the wait(),
nobody wakes the main thread, and the program never ends.

Run it: `pytest tests/snippets/proof/test_lost_wakeup.py`
"""

from interleave import Contract

contract = Contract(
    "proof/lost_wakeup.py",
    "Waiting to be woken.",
    "Woken.",
    seconds=3,
    may_hang=True,
)


@contract.outcome(
    "sometimes",
    zh="通知来得太早，主线程一直等下去",
    en="The notice came too early, and the wait goes on",
    shown=True,
)
def lost(run) -> bool:
    return run.hangs


@contract.outcome(
    "sometimes",
    zh="主线程被唤醒",
    en="The main thread is woken",
)
def woken(run) -> bool:
    return not run.hangs


@contract.always(
    zh="不结束的话，停在 wait() 那一行",
    en="If it hangs, it does so in the line of wait()",
    promise="program",
)
def hangs_in_wait(run) -> bool:
    in_wait = all(place == "lost_wakeup.py, line 14, in <module>" for place in run.where)
    return not run.hangs or (in_wait and run.texts == ["Waiting to be woken."])
