"""With a lock around looking and taking, one seat is sold to one of the two threads, in every run. To which of them
differs from run to run.

Run it: `pytest tests/snippets/thread/test_check_with_lock.py`
"""

from interleave import Contract, one_of

contract = Contract(
    "thread/check_with_lock.py",
    one_of("One seat, sold to Ann", "One seat, sold to Bob"),
)


@contract.outcome("sometimes", zh="只卖给了 Ann", en="The seat is sold to Ann only")
def ann(run) -> bool:
    return run.texts == ["One seat, sold to Ann"]


@contract.outcome("sometimes", zh="只卖给了 Bob", en="It is sold to Bob only")
def bob(run) -> bool:
    return run.texts == ["One seat, sold to Bob"]


@contract.outcome("never", zh="卖给了两个人", en="It is sold to both", promise="language")
def sold_twice(run) -> bool:
    return " and " in run.texts[0]
