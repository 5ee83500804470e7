"""A timer of 0.05 s calls its function; a timer of 60 s is cancelled, and its thread ends without a call. Every run
prints the same.

Run it: `pytest tests/snippets/thread/test_timer.py`
"""

from interleave import Contract

contract = Contract("thread/timer.py", "Short timer: time is over", "Main: the long timer is alive: False")


@contract.never(
    zh="取消了的定时器还是调用了函数", en="The cancelled timer calls its function all the same", promise="language"
)
def calls_all_the_same(run) -> bool:
    return any(text.startswith("Long timer") for text in run.texts)


@contract.always(
    zh="取消以后，定时器的线程不等 60 秒就结束",
    en="Once it is cancelled, the timer's thread ends without waiting for the 60 s",
    promise="language",
)
def ends_at_once(run) -> bool:
    return run.between("Short timer", "Main")[0] < 59
