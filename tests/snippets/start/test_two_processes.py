"""Two processes count to three, and each sleeps after every number. In every run each counts in its order, and the last
line comes when both have ended; whose number comes first differs.

Run it: `pytest tests/snippets/start/test_two_processes.py`
"""

from interleave import Contract, interleaved, lane

contract = Contract(
    "start/two_processes.py",
    interleaved(
        lane("Ann", *(f"Ann: {number}" for number in (1, 2, 3))),
        lane("Bob", *(f"Bob: {number}" for number in (1, 2, 3))),
    ),
    "Both counted in {took:seconds.2} seconds",
)


@contract.always(
    zh="“Both counted” 在最后：打印它之前，两个进程都已经结束",
    en="“Both counted” comes last: both processes have ended before it is printed",
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


@contract.never(
    zh="用时不到 0.3 秒：每个进程自己就要睡三次 0.1 秒",
    en="It takes less than 0.3 seconds: each process sleeps three times for 0.1 seconds",
    promise="language",
)
def too_fast(run) -> bool:
    return run["took"] < 0.3


@contract.exempt(
    zh="测的就是睡眠的时间",
    en="what it measures is the time of its sleeps",
)
def awake(circumstance) -> bool:
    return circumstance.setup == "sleepless"
