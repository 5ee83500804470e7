"""Two coroutines are awaited one after the other: the second begins when the first has ended, so that every run takes
at least as long as both waits together.

Run it: `pytest tests/snippets/coroutine/test_sequential.py`
"""

from interleave import Contract

contract = Contract(
    "coroutine/sequential.py",
    "tea: begins in MainThread",
    "tea: ends",
    "toast: begins in MainThread",
    "toast: ends",
    "{took:seconds} seconds",
)


@contract.always(zh="时间至少是两次等待之和", en="It takes at least as long as both waits together")
def the_sum(run) -> bool:
    return run["took"] >= 0.15
