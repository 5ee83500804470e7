"""enumerate() and active_count() before start(), while two threads wait, and after join(). Every run prints the same.

Run it: `pytest tests/snippets/thread/test_which.py`
"""

from interleave import Contract

contract = Contract(
    "thread/which.py",
    "before start(): 1 alive, MainThread",
    "after start(): 3 alive, MainThread, reader, writer",
    "after join(): 1 alive, MainThread",
)


@contract.always(
    zh="在这个程序里，enumerate() 给出的正是启动了而且还没有结束的线程",
    en="In this program enumerate() has the threads that were started and have not ended, and no others",
    promise="language",
)
def only_alive(run) -> bool:
    return [text.split(", ", 1)[1] for text in run.texts] == ["MainThread", "MainThread, reader, writer", "MainThread"]


@contract.always(
    zh="active_count() 是这个列表的长度",
    en="active_count() is the length of that list",
    promise="language",
)
def counted(run) -> bool:
    return all(int(text.split(": ")[1].split()[0]) == text.count(",") for text in run.texts)
