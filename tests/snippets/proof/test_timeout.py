"""join(timeout=...) returns when the thread has ended or the time is over,
whichever is first. Here both take 0.05 s.

Run it: `pytest tests/snippets/proof/test_timeout.py`
"""

from interleave import Contract, optional

contract = Contract(
    "proof/timeout.py",
    optional("The timeout was over first."),
    "The thread has ended.",
)


@contract.outcome(
    "sometimes",
    zh="时间先到了",
    en="The timeout was over first",
    shown=True,
)
def over(run) -> bool:
    return run.texts[0] == "The timeout was over first."


@contract.outcome(
    "sometimes",
    zh="线程先结束了",
    en="The thread ended first",
)
def ended(run) -> bool:
    return len(run.texts) == 1
