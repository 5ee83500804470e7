from interleave import Contract, one_of

contract = Contract(
    "thread/check_with_lock.py",
    one_of("One seat, sold to Ann", "One seat, sold to Bob"),
)


@contract.never(zh="一个座位卖给了两个人", en="One seat is sold to both")
def sold_twice(run) -> bool:
    return " and " in run.texts[0]


@contract.observed("sometimes", zh="只卖给了 Ann", en="Sold to Ann only")
def ann(run) -> bool:
    return run.texts == ["One seat, sold to Ann"]


@contract.observed("sometimes", zh="只卖给了 Bob", en="Sold to Bob only")
def bob(run) -> bool:
    return run.texts == ["One seat, sold to Bob"]


@contract.observed("never", zh="卖给了两个人", en="Sold to both")
def both(run) -> bool:
    return sold_twice(run)


contract.spared(
    "change 0.01 to 0, line 13",
    why="under the lock it makes no difference how long paying takes",
)
contract.spared(
    "call the target, line 19",
    "join at once, line 22",
    why="one after the other they buy one seat, too",
)
