"""A cook and a waiter wait for each other with a Condition, so that at most one dish is on the counter. Every run
prints the same.

Run it: `pytest tests/snippets/thread/test_condition.py`
"""

from interleave import Contract

contract = Contract(
    "thread/condition.py",
    "Cook: soup is on the counter",
    "Waiter: takes the soup",
    "Cook: rice is on the counter",
    "Waiter: takes the rice",
    "Cook: tea is on the counter",
    "Waiter: takes the tea",
    "Plates left on the counter: 0",
)


@contract.always(
    zh="台子上最多一盘：放上一盘，拿走一盘", en="At most one dish is on the counter: one is put there, one is taken"
)
def one_at_a_time(run) -> bool:
    there = 0
    for text in run.texts[:-1]:
        there += 1 if text.startswith("Cook") else -1
        if there not in (0, 1):
            return False
    return there == 0
