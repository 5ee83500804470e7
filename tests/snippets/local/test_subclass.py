"""A subclass of threading.local: its __init__ is called in each thread that uses the object, with the same arguments.

Run it: `pytest tests/snippets/local/test_subclass.py`
"""

from interleave import Contract

contract = Contract(
    "local/subclass.py",
    "MainThread: __init__('bag')",
    "Thread-A: __init__('bag')",
    "Thread-A: ['bag', 'tea']",
    "Thread-B: __init__('bag')",
    "Thread-B: ['bag', 'rice']",
    "MainThread: ['bag'], owner: no one",
)


@contract.always(
    zh="__init__ 在每个使用它的线程里各调用一次",
    en="__init__ is called once in each thread that uses the object",
    promise="language",
)
def once_in_each(run) -> bool:
    called = [text.split(":")[0] for text in run.texts if "__init__" in text]
    return called == ["MainThread", "Thread-A", "Thread-B"]


@contract.never(
    zh="一个线程放进去的东西，出现在另一个线程的列表里",
    en="What one thread has put in is in the list of another",
    promise="program",
)
def mixed_up(run) -> bool:
    return "tea" in run.texts[4] or "tea" in run.texts[5] or "rice" in run.texts[5]
