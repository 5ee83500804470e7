"""Two threads read a balance before either writes it, so that one of two deposits is lost, in every run. Which one
differs.

Run it: `pytest tests/snippets/thread/test_lost_update.py`
"""

from interleave import Contract, one_of

contract = Contract(
    "thread/lost_update.py",
    one_of(
        "100 + 10 + 20 should be 130 and is 110",
        "100 + 10 + 20 should be 130 and is 120",
    ),
)


@contract.never(zh="两笔存款都在", en="Both deposits are there", promise="program")
def both(run) -> bool:
    return run.texts[0].endswith("130")


@contract.sometimes(zh="Alice 的存款丢了", en="Alice's deposit is lost", within=200, shown=False)
def alice_lost(run) -> bool:
    return run.texts[0].endswith("120")


@contract.sometimes(zh="Bob 的存款丢了", en="Bob's deposit is lost", within=200, shown=False)
def bob_lost(run) -> bool:
    return run.texts[0].endswith("110")
