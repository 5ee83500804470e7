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
    zh="无论谁先结束，那时两个都已经数到 1000",
    en="Whichever ends first: by then both have counted to 1000",
    promise="program",
)
def both_progress_before_either_ends(run) -> bool:
    return min(run["a"], run["b_then"], run["b"], run["a_then"]) >= 1000


@contract.sometimes(
    zh="轮到的一方数过了 1000 还在数，另一方连 1000 都没到",
    en="While one waits for its turn, the other counts far beyond 1000",
    shown=True,
)
def far_beyond(run) -> bool:
    return max(run["a"], run["b"]) > 2000


@contract.always(
    zh="计数只增不减；一方看到两个都到 1000 之后，另一方至多再加一",
    en="A count only grows, and by one at most after the other has seen both at 1000",
    promise="program",
)
def one_more_at_most(run) -> bool:
    return run["a"] - run["a_then"] in (0, 1) and run["b"] - run["b_then"] in (0, 1)


@contract.always(
    zh="只有一个核心时，后数到 1000 的一方正好停在 1000",
    en="On one core, the one that comes to 1000 last stops right there",
    promise="program",
)
def the_last_stops_at_once(run) -> bool:
    return run["cores"] > 1 or min(run["a"], run["b"]) == 1000


@contract.never(zh="计数超出 64 位", en="A count is more than 64 bits hold", promise="program")
def overflows(run) -> bool:
    return max(run["a"], run["b"]) >= 2**63


@contract.always(
    zh="在能限定核心的系统上，只有一个核心可用",
    en="Where a system can keep it to one core, it has one",
    promise="system",
)
def one_core(run) -> bool:
    return run["cores"] == 1 or (run["cores"] > 1 and not hasattr(os, "sched_setaffinity"))
