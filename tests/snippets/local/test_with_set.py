"""A token is a context manager since Python 3.14: at the end of the block the variable has its old value again, also
after an exception.

Run it: `pytest tests/snippets/local/test_with_set.py`
"""

from interleave import Contract

contract = Contract(
    "local/with_set.py",
    "Outer block: zh",
    "Inner block: fr",
    "Outer block again: zh",
    "After an exception: en",
    since="3.14",
)


@contract.always(
    zh="每个 with 块结束时，恢复成进入之前的值",
    en="Each with block ends with the value from before it",
    promise="language",
)
def restored(run) -> bool:
    return run.texts[2:] == ["Outer block again: zh", "After an exception: en"]
