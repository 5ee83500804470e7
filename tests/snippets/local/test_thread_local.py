"""What a thread stores in a threading.local() is not seen by any other thread: one that has stored nothing gets
AttributeError.

Run it: `pytest tests/snippets/local/test_thread_local.py`
"""

from interleave import Contract, interleaved, lane

contract = Contract(
    "local/thread_local.py",
    interleaved(
        lane("Thread-A", "Hello, Alice (in Thread-A)"),
        lane("Thread-B", "Hello, Bob (in Thread-B)"),
        lane("Thread-C", "Nobody in Thread-C: '_thread._local' object has no attribute 'student'"),
        threads=True,
    ),
    "The main thread has a student: False",
)


@contract.never(zh="一个线程看到另一个线程的学生", en="A thread sees the student of another", promise="language")
def mixed_up(run) -> bool:
    return any("Alice" in text and "Thread-A" not in text for text in run.texts)


@contract.always(
    zh="没有设过的线程读到的是 AttributeError",
    en="Where it was never set, reading raises AttributeError",
    promise="language",
)
def nobody(run) -> bool:
    return any(text.startswith("Nobody in Thread-C") for text in run.texts)
