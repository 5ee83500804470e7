from interleave import Contract, interleaved, lane

contract = Contract(
    "process/turns.py",
    "Cores to run on: {cores:int}",
    interleaved(
        lane("A", "A ends at {a:int}, the other is at {b_then:int}"),
        lane("B", "B ends at {b:int}, the other is at {a_then:int}"),
    ),
    "Both have ended.",
)


@contract.always(
    zh="无论谁先结束，那时两个都已经数到 1000", en="Whichever ends first: by then both have counted to 1000"
)
def both_progress_before_either_ends(run) -> bool:
    return min(run["a"], run["b_then"], run["b"], run["a_then"]) >= 1000


@contract.never(zh="一个数完了，另一个才开始", en="One begins only after the other has ended")
def one_after_the_other(run) -> bool:
    return run["a_then"] == 0 or run["b_then"] == 0


@contract.sometimes(
    zh="轮到的一方数过了 1000 还在数，另一方连 1000 都没到",
    en="While one waits for its turn, the other counts far beyond 1000",
    shown=True,
)
def far_beyond(run) -> bool:
    return max(run["a"], run["b"]) > 2000
