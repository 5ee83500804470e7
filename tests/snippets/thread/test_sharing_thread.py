"""A thread changes a global variable, and the main thread sees the change: threads share their variables.

Run it: `pytest tests/snippets/thread/test_sharing_thread.py`
"""

from interleave import Contract

contract = Contract(
    "thread/sharing_thread.py",
    "Inside: balance is 150",
    "Outside: balance is 150",
)


@contract.always(
    zh="主线程看到另一个线程改过的值", en="The main thread sees what the other thread changed", promise="language"
)
def visible(run) -> bool:
    return run.texts[1].endswith("150")
