"""Two threads that transfer money in opposite directions take both locks in the same order: in every run both finish,
and the balances are right. A transfer from an account to itself changes nothing and waits for no lock.

Run it: `pytest tests/snippets/thread/test_ordering.py`
"""

from interleave import Contract

contract = Contract(
    "thread/ordering.py",
    "Alice has finished: True",
    "Bob has finished: True",
    "Checking: 100, savings: 200",
)


@contract.always(zh="两个线程都做完，余额正确", en="Both threads finish, and the balances are right", promise="program")
def finished(run) -> bool:
    return run.texts[-1] == "Checking: 100, savings: 200"
