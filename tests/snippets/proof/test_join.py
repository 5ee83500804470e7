"""join() returns when the other thread, which sleeps for 0.1 s, has ended.

Run it: `pytest tests/snippets/proof/test_join.py`
"""

from interleave import Contract

contract = Contract(
    "proof/join.py",
    "join returned after {waited:seconds.2} seconds",
)


@contract.always(
    zh="join 返回时，至少过了 0.1 秒",
    en="join returns after at least 0.1 s",
    promise="language",
)
def long_enough(run) -> bool:
    return run["waited"] >= 0.1
