"""Two generators take turns in one thread: each runs until its next yield, then the other. Every run prints the same.

Run it: `pytest tests/snippets/coroutine/test_generator.py`
"""

from interleave import Contract

contract = Contract(
    "coroutine/generator.py",
    "Nothing has begun yet.",
    "A: step 1",
    "B: step 1",
    "A: step 2",
    "B: step 2",
    "A: done",
    "B: step 3",
    "B: done",
)


@contract.always(
    zh="两个生成器轮流执行，不用第二个线程", en="Two generators take turns, without a second thread", promise="program"
)
def in_turn(run) -> bool:
    return run.index("A: step 1") < run.index("B: step 1") < run.index("A: step 2") < run.index("B: step 2")
