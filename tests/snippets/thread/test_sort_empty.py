"""While a thread sorts a list, another sees an empty list. Afterwards it has all its items, sorted.

Run it: `pytest tests/snippets/thread/test_sort_empty.py`
"""

from interleave import Contract

contract = Contract(
    "thread/sort_empty.py",
    "While it is sorted: []",
    "When it is sorted: ['Ann', 'Bob', 'Eve']",
)


@contract.always(
    zh="排序期间，别的线程看到空列表", en="While it is sorted, another thread sees an empty list", promise="cpython"
)
def empty_meanwhile(run) -> bool:
    return run.texts[0] == "While it is sorted: []"


@contract.always(zh="排序以后一项不少", en="Afterwards no item is missing", promise="language")
def complete(run) -> bool:
    return run.texts[1] == "When it is sorted: ['Ann', 'Bob', 'Eve']"
