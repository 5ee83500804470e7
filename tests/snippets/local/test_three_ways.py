"""A thread's own student is given as a parameter, kept in a threading.local(), or kept in a dict by thread id. In the
dict it stays after the thread has ended: a new thread that gets the same id may take it for its own.

Run it: `pytest tests/snippets/local/test_three_ways.py`
"""

from interleave import Contract, in_order, one_of

contract = Contract(
    "local/three_ways.py",
    "Parameter: hello, Alice",
    "Threads have ended, in memory: []",
    "Local: hello, Carol",
    "Local: hello, nobody",
    "Threads have ended, in memory: []",
    in_order("Dict: hello, Bob", one_of("Dict: hello, Bob", "Dict: hello, nobody")),
    "Threads have ended, in memory: ['Bob']",
)


@contract.sometimes(
    zh="按标识查字典，新线程得到的是已经结束的那个线程的学生",
    en="By its id in the dict, a new thread finds the student of one that has ended",
    shown=True,
)
def mistaken(run) -> bool:
    return run.texts.count("Dict: hello, Bob") == 2


@contract.always(
    zh="线程结束后，threading.local 里的学生不再占内存",
    en="When a thread has ended, its student in threading.local is gone from memory",
    promise="cpython",
)
def freed(run) -> bool:
    return run.texts[4].endswith("[]")
