"""A thread before start(), after it and after its end: what is_alive() says, and which calls raise RuntimeError. Every
run prints the same.

Run it: `pytest tests/snippets/thread/test_life.py`
"""

from interleave import Contract

contract = Contract(
    "thread/life.py",
    "Created: alive is False, ident is None",
    "join() too early: cannot join thread before it is started",
    "A thread that joins itself: cannot join current thread",
    "Started: alive was True",
    "Ended: alive is False",
    "start() again: threads can only be started once",
)


@contract.always(
    zh="线程只在 start() 之后、结束之前是活的（is_alive()）",
    en="The thread is alive after start() and before its end, and at no other time",
    promise="language",
)
def alive_between(run) -> bool:
    return [text.split()[-1] for text in run.texts if text.startswith(("Started", "Ended"))] == ["True", "False"]


@contract.always(
    zh="启动前 join()、join() 自己、第二次 start() 都抛出 RuntimeError",
    en="join() before start(), join() of oneself and a second start() raise RuntimeError",
    promise="language",
)
def raises(run) -> bool:
    return sum("thread" in text.split(": ")[1] for text in run.texts) == 3


@contract.always(zh="三句错误信息就是这样写的", en="The three messages have these words", promise="cpython")
def words(run) -> bool:
    return [text.split(": ")[1] for text in (run.texts[1], run.texts[2], run.texts[5])] == [
        "cannot join thread before it is started",
        "cannot join current thread",
        "threads can only be started once",
    ]
