"""Waiting takes time and hardly any processor time; computing takes processor time. A process with one thread never has
more processor time than has passed.

Run it: `pytest tests/snippets/start/test_where_time_goes.py`
"""

from interleave import Contract

contract = Contract(
    "start/where_time_goes.py",
    "wait: {waiting:seconds.2} of {waited:seconds.2} s on a processor",
    "compute: {computing:seconds.2} of {computed:seconds.2} s on a processor",
)


@contract.always(zh="wait 用时至少 0.2 秒", en="wait takes at least 0.2 seconds", promise="language")
def it_waits(run) -> bool:
    return run["waited"] >= 0.2


@contract.always(
    zh="只有一个线程，它占用处理器的时间不会比经过的时间长，睡着的 0.2 秒还不算在内",
    en="There is one thread: its time on a processor is not longer than what passes without its sleep of 0.2 seconds",
    promise="system",
)
def not_more_than_passed(run) -> bool:
    # Two clocks are read one after the other, and two decimals are rounded; the smallest step of the clocks is less.
    return run["waiting"] <= run["waited"] - 0.2 + 0.02 and run["computing"] <= run["computed"] + 0.01


@contract.sometimes(
    zh="等待几乎不占用处理器：不到用时的十分之一",
    en="Waiting hardly takes a processor: less than a tenth of the time",
    shown=True,
)
def waiting_is_free(run) -> bool:
    return run["waiting"] < run["waited"] / 10


@contract.sometimes(
    zh="计算占用处理器的时间比等待占用的多",
    en="Computing takes a processor for longer than waiting does",
    shown=True,
)
def computing_is_not(run) -> bool:
    return run["computing"] > run["waiting"]


@contract.exempt(
    zh="测的就是睡眠的时间",
    en="what it measures is the time of its sleeps",
)
def awake(circumstance) -> bool:
    return circumstance.setup == "sleepless"
