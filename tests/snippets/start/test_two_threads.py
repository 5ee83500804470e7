"""Two threads count to three, and each sleeps after every number. In every run each counts in its order, and the last
line comes when both have ended; whose number comes first differs. While one sleeps, the other one does, too.

Run it: `pytest tests/snippets/start/test_two_threads.py`
"""

from interleave import Contract, interleaved, lane

contract = Contract(
    "start/two_threads.py",
    interleaved(
        lane("Ann", *(f"Ann: {number}" for number in (1, 2, 3))),
        lane("Bob", *(f"Bob: {number}" for number in (1, 2, 3))),
        threads=True,
    ),
    "Both counted in {took:seconds.2} seconds",
)


@contract.always(
    zh="“Both counted” 在最后：打印它之前，两个线程都已经结束",
    en="“Both counted” comes last: both threads have ended before it is printed",
    promise="language",
)
def the_end_is_last(run) -> bool:
    return run.texts[-1].startswith("Both counted")


@contract.sometimes(
    zh="Ann 还没数完，Bob 就开始数了",
    en="Bob begins to count before Ann has finished",
    shown=True,
)
def they_overlap(run) -> bool:
    return run.index("Bob: 1") < run.index("Ann: 3")


@contract.sometimes(
    zh="用时不到 0.6 秒，也就是不到两个人各自所睡时间之和",
    en="It takes less than 0.6 seconds, the sum of what both sleep",
    shown=True,
)
def less_than_the_sum(run) -> bool:
    return run["took"] < 0.6


@contract.never(
    zh="用时比睡眠还短：每个线程睡三次 0.1 秒，一个领先时更久",
    en="It takes less than the sleeps: three times 0.1 seconds for each thread, more if one gets ahead",
    promise="language",
)
def too_fast(run) -> bool:
    now, rested = 0, {"A": 0, "B": 0}  # in tenths of a second, the least that can have passed
    for at, line in enumerate(run.lines[:6]):
        now = max(now, rested[line.text[0]])
        is_torn = at > line.line  # more texts than line ends: the other's line is torn, and it has not slept since
        rested.update(dict.fromkeys("AB" if is_torn else line.text[0], now + 1))
    return run["took"] < max(rested.values()) / 10


@contract.exempt(
    zh="测的就是睡眠的时间",
    en="what it measures is the time of its sleeps",
)
def awake(circumstance) -> bool:
    return circumstance.setup == "sleepless"
