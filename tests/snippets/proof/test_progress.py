"""A thread prints a dot from time to time while the main thread works, and
no line end comes after the last. There may be no dot at all.

Run it: `pytest tests/snippets/proof/test_progress.py`
"""

from interleave import Contract, unended

contract = Contract(
    "proof/progress.py",
    unended("Working{dots:text?}"),
)


@contract.always(
    zh="后面只有点",
    en="Nothing but dots comes after it",
    promise="program",
)
def dots_only(run) -> bool:
    return set(run["dots"]) <= {"."}


@contract.sometimes(
    zh="至少有一个点",
    en="There is a dot",
    shown=True,
)
def some(run) -> bool:
    return run["dots"] != ""
