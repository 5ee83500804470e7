"""A transfer from an account to itself acquires the same Lock twice. The second time it waits for ever, in every run.

Run it: `pytest tests/snippets/thread/test_self_transfer.py`
"""

from interleave import Contract

contract = Contract(
    "thread/self_transfer.py",
    "Checking: 200, savings: 100",
    "Checking: 200, savings: 100",
    seconds=3,
    may_hang=True,
)


@contract.always(
    zh="转给自己的那一次不会结束，停在获取第二把锁的第 15 行",
    en="The transfer to itself does not end: it waits in line 15 for the second lock",
    promise="language",
)
def hangs_at_the_second_lock(run) -> bool:
    return run.hangs and all(place == "self_transfer.py, line 15, in transfer" for place in run.where)


@contract.always(
    zh="两个不同的账户之间，转账成功",
    en="The transfer between two different accounts succeeds",
    promise="program",
)
def first_transfer(run) -> bool:
    return run.texts == ["Checking: 200, savings: 100"]
