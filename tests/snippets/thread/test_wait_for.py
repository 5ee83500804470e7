"""wait_for() checks the condition while it holds the lock: with a timeout it returns False if nothing comes; a
notification that came before is not missed, since the condition holds. Every run prints the same.

Run it: `pytest tests/snippets/thread/test_wait_for.py`
"""

from interleave import Contract

contract = Contract(
    "thread/wait_for.py",
    "No cook, 20 milliseconds: False",
    "The cook has started: True",
    "The cook has ended: True",
)


@contract.always(
    zh="超时以后，wait_for() 返回 False",
    en="After the timeout, wait_for() returns False",
    promise="language",
)
def timed_out(run) -> bool:
    return run.texts[0].endswith("False")


@contract.never(
    zh="条件已经成立，wait_for() 还要等通知",
    en="wait_for() waits for a notification though the condition holds",
    promise="language",
)
def waits_needlessly(run) -> bool:
    return len(run.texts) < 3
