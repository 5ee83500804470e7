"""Two processes on one core take turns, so that both get on: in every run, whichever ends first, by then both have
counted to 1000.

Run it: `pytest tests/snippets/process/test_turns.py`
"""

import os

from interleave import Contract, interleaved, lane

contract = Contract(
    "process/turns.py",
    "Cores to run on: {cores:natural}",
    interleaved(
        lane("A", "A ends at {a:natural}, the other is at {b_then:natural}"),
        lane("B", "B ends at {b:natural}, the other is at {a_then:natural}"),
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


@contract.always(
    zh="计数只增不减，另一方看到的不会超过它最后数到的",
    en="A count only grows: nobody saw the other beyond where it ended",
)
def never_beyond_the_end(run) -> bool:
    return run["a_then"] <= run["a"] and run["b_then"] <= run["b"]


@contract.always(zh="在能限定核心的系统上，只有一个核心可用", en="Where a system can keep it to one core, it has one")
def one_core(run) -> bool:
    return run["cores"] == 1 or (run["cores"] > 1 and not hasattr(os, "sched_setaffinity"))
