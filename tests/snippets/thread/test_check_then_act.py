"""Two threads look whether a seat is free and then take it. Where both look before either takes it, one seat is sold
to both: some run shows that.

Run it: `pytest tests/snippets/thread/test_check_then_act.py`
"""

from interleave import Contract, one_of

contract = Contract(
    "thread/check_then_act.py",
    one_of(*(f"One seat, sold to {who}" for who in ("Ann", "Bob", "Ann and Bob", "Bob and Ann"))),
)


@contract.never(zh="座位没有卖出去", en="The seat is sold to nobody", promise="program")
def sold_to_nobody(run) -> bool:
    return run.texts[0].endswith(" to ")


@contract.outcome("sometimes", zh="只卖给了 Ann", en="The seat is sold to Ann only")
def ann(run) -> bool:
    return run.texts == ["One seat, sold to Ann"]


@contract.outcome("sometimes", zh="只卖给了 Bob", en="It is sold to Bob only")
def bob(run) -> bool:
    return run.texts == ["One seat, sold to Bob"]


@contract.outcome("sometimes", zh="卖给了两个人", en="It is sold to both", shown=True)
def sold_twice(run) -> bool:
    return " and " in run.texts[0]
