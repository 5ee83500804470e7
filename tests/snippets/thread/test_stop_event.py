"""A thread that polls waits on an event instead of sleeping. As soon as the event is set the wait ends, long before its
60 seconds are over.

Run it: `pytest tests/snippets/thread/test_stop_event.py`
"""

from interleave import Contract

contract = Contract(
    "thread/stop_event.py",
    "Poller: asks the server",
    "Poller: told to stop, closes the connection",
    "Main thread: the poller ended after {waited:seconds.2} s",
)


@contract.always(
    zh="事件一设置，等待就结束，没有等满 60 秒",
    en="The wait ends because the event is set, and does not last 60 seconds",
    promise="language",
)
def wakes(run) -> bool:
    return run["waited"] < 60


@contract.never(
    zh="用时不到 0.1 秒：主线程睡够 0.1 秒才设置事件",
    en="It takes less than 0.1 seconds: the main thread sleeps for so long before it sets the event",
    promise="language",
)
def too_fast(run) -> bool:
    return run["waited"] < 0.1


@contract.always(
    zh="轮询线程在 join() 返回之前收尾",
    en="The poller cleans up before join() returns",
    promise="language",
)
def cleans_up(run) -> bool:
    return run.index("Poller: told") < run.index("Main thread")


@contract.exempt(
    zh="测的就是睡眠的时间",
    en="what it measures is the time of its sleeps",
)
def awake(circumstance) -> bool:
    return circumstance.setup == "sleepless"
