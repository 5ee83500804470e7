"""Two threads take four orders from a queue; the main thread waits until all are done, then ends the threads with a
None for each. Who cooks which dish differs.

Run it: `pytest tests/snippets/thread/test_queue_workers.py`
"""

from interleave import Contract, interleaved, lane, repeated

DISHES = ["soup", "rice", "tea", "cake"]

contract = Contract(
    "thread/queue_workers.py",
    interleaved(
        lane("Ann", repeated("Ann: cooks {ann:name}", at_most=4)),
        lane("Bob", repeated("Bob: cooks {bob:name}", at_most=4)),
        threads=True,
    ),
    "Main: all four are cooked",
    interleaved(lane("Ann", "Ann: goes home"), lane("Bob", "Bob: goes home"), threads=True),
    "Main: closes the kitchen",
)


@contract.always(zh="每道菜恰好做一次", en="Each dish is cooked exactly once", promise="language")
def once(run) -> bool:
    return sorted(run.all("ann") + run.all("bob")) == sorted(DISHES)


@contract.always(
    zh="join() 在四道菜都做完以后才返回", en="join() returns only when all four are cooked", promise="language"
)
def joined_last(run) -> bool:
    return run.index("Main: all four") == 4


@contract.always(
    zh="队列先进先出：打印一道菜时，排在它前面的至多还有一道没打印，已由另一个厨师取走",
    en="The queue is first in, first out: when a dish is printed, the other cook has at most one earlier one in hand",
    promise="language",
)
def first_in_first_out(run) -> bool:
    cooked = [(line.text.split(":")[0], DISHES.index(line.text.split()[-1])) for line in run.lines[:4]]
    for at, (cook, dish) in enumerate(cooked):
        earlier = [who for who, lower in cooked[at:] if lower < dish]
        unended = (
            at - run.lines[at].line
        )  # 1 if the other cook's last text has no end yet: then she holds no other dish
        if len(earlier) + unended > 1 or cook in earlier:
            return False
    return True


@contract.outcome("sometimes", zh="两个厨师都做了菜", en="Both cooks have cooked", shown=True)
def shared(run) -> bool:
    return "ann" in run and "bob" in run


@contract.outcome("sometimes", zh="一个厨师做了全部", en="One cook has cooked them all")
def alone(run) -> bool:
    return not shared(run)
