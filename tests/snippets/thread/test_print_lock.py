"""Three threads print a bill of several lines each while they hold one lock: each bill is in one piece, whether or not
the output is buffered.

Run it: `pytest tests/snippets/thread/test_print_lock.py`
"""

from interleave import Contract, any_order, lane

ORDERS = {"Table 1": ("soup", "rice"), "Table 2": ("tea",), "Table 3": ("cake", "tea")}

contract = Contract(
    "thread/print_lock.py",
    any_order(
        *(
            lane(table, f"Bill for {table}", *(f"  1 x {dish}" for dish in dishes), "  Thank you!")
            for table, dishes in ORDERS.items()
        )
    ),
)


def tables(run) -> list[str]:
    return [text for text in run.texts if text.startswith("Bill")]


@contract.never(
    zh="一张账单里夹着另一张的行",
    en="A line of one bill stands inside another",
    promise="language",
)
def mixed(run) -> bool:
    sizes = {f"Bill for {table}": len(dishes) + 2 for table, dishes in ORDERS.items()}
    heads = [index for index, text in enumerate(run.texts) if text in sizes]
    ends = [*heads[1:], len(run.texts)]
    return any(end - head != sizes[run.texts[head]] for head, end in zip(heads, ends, strict=True))


@contract.outcome("sometimes", zh="账单按桌号的顺序打印", en="The bills are in the order of the tables")
def in_order_of_tables(run) -> bool:
    return tables(run) == sorted(tables(run))


@contract.outcome("sometimes", zh="账单按另外的顺序打印", en="The bills are in another order")
def another_order(run) -> bool:
    return not in_order_of_tables(run)
