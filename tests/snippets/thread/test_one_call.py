"""Four threads add to one list, one set, one dict and one deque, each by a single call. In every run and on every
build nothing is lost and nothing comes twice.

Run it: `pytest tests/snippets/thread/test_one_call.py`
"""

from interleave import Contract

contract = Contract(
    "thread/one_call.py",
    *(f"{kind}: 80000 of 80000, each once: True" for kind in ("list", "set", "dict", "deque")),
)


@contract.always(
    zh="四种容器里，80000 个数都在，每个一次",
    en="In all four collections each of the 80000 numbers is there once",
    promise="language",
)
def none_lost(run) -> bool:
    return all(text.endswith("80000 of 80000, each once: True") for text in run.texts)
