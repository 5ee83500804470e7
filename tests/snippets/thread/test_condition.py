"""A cook and two waiters wait for each other with a Condition, so that at most one dish is on the counter. In every run
the dishes come in their order, and each waiter takes two; which waiter takes which dish differs.

Run it: `pytest tests/snippets/thread/test_condition.py`
"""

from interleave import Contract, one_of

DISHES = ("soup", "rice", "tea", "cake")


def served(dish: str):
    return f"Cook: {dish} is on the counter", one_of(f"Alice: takes the {dish}", f"Bob: takes the {dish}")


contract = Contract(
    "thread/condition.py",
    *(line for dish in DISHES for line in served(dish)),
    "Plates left on the counter: 0",
)


def waiters(run) -> list[str]:
    """Who took the dishes, in their order."""
    return [text.split(":")[0] for text in run.texts if "takes the" in text]


@contract.always(
    zh="台子上最多一盘：放上一盘，拿走一盘",
    en="At most one dish is on the counter: one is put there, one is taken",
    promise="program",
)
def one_at_a_time(run) -> bool:
    there = 0
    for text in run.texts[:-1]:
        there += 1 if text.startswith("Cook") else -1
        if there not in (0, 1):
            return False
    return there == 0


@contract.always(zh="每个服务员端两盘", en="Each waiter takes two dishes", promise="program")
def two_each(run) -> bool:
    return sorted(waiters(run)) == ["Alice", "Alice", "Bob", "Bob"]


@contract.sometimes(zh="前两盘由两个服务员各端一盘", en="Each waiter takes one of the first two dishes", shown=True)
def one_each_first(run) -> bool:
    return len(set(waiters(run)[:2])) == 2
