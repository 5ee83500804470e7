"""Two threads add to one counter. Whether additions get lost depends on Python: not seen with the GIL since 3.10, seen
before and without the GIL. The documentation promises none of it.

Run it: `pytest tests/snippets/start/test_counter.py`
"""

from interleave import Contract

ROUNDS = 500_000

contract = Contract("start/counter.py", "count should be 1000000 and is {count:natural}")


def loses(circumstance) -> str:
    """Up to 3.9 a thread could lose the GIL between any two steps, since then only where a loop jumps or a call is."""
    return "sometimes" if circumstance.free_threaded or circumstance.version < (3, 10) else "never"


def loses_not(circumstance) -> str:
    return "sometimes" if loses(circumstance) == "sometimes" else "always"


@contract.outcome(loses_not, zh="一次加法也没有丢失", en="No addition is lost", promise="cpython")
def complete(run) -> bool:
    return run["count"] == 2 * ROUNDS


@contract.outcome(loses, zh="有的加法丢失了", en="Additions are lost", promise="cpython")
def lost(run) -> bool:
    return run["count"] != 2 * ROUNDS


@contract.never(zh="数出来的比加的还多", en="More is counted than was added", promise="program")
def too_many(run) -> bool:
    return run["count"] > 2 * ROUNDS


@contract.never(zh="结果小于 2", en="The result is below 2", promise="program")
def below_two(run) -> bool:
    return run["count"] < 2
