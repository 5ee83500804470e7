"""Two threads add an amount to a balance and take it away again, without a lock. Since CPython 3.10, where there is a
GIL, the balance is 0 in every run; on older versions, and without a GIL, updates may be lost.

Run it: `pytest tests/snippets/thread/test_race_textbook.py`
"""

from interleave import Contract

contract = Contract("thread/race_textbook.py", "balance should be 0 and is {balance:int}")


def races(circumstance) -> str:
    """Up to 3.9 a thread could lose the GIL between any two steps, since then only where a loop jumps or a call is."""
    return "sometimes" if circumstance.free_threaded or circumstance.version < (3, 10) else "never"


def races_not(circumstance) -> str:
    return "sometimes" if races(circumstance) == "sometimes" else "always"


@contract.outcome(races_not, zh="余额是 0", en="The balance is 0", promise="cpython")
def zero(run) -> bool:
    return run["balance"] == 0


@contract.outcome(
    races, zh="余额不是 0：有更新丢失了", en="The balance is not 0: updates were lost", shown=True, promise="cpython"
)
def lost(run) -> bool:
    return run["balance"] != 0


@contract.always(
    zh="余额至多由十万个 5 和十万个 8 加减而成，第一步是加，最后一步是减",
    en="The balance is made of at most 100,000 fives and 100,000 eights: the first is added, the last taken away",
    promise="program",
)
def of_fives_and_eights(run) -> bool:
    return abs(run["balance"]) < 1_300_000 and any(
        (rest := run["balance"] - 8 * eights) % 5 == 0 and abs(rest) <= 500_000 for eights in range(-100_000, 100_001)
    )
