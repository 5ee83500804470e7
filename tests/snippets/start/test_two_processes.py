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
    zh="用时比睡眠还短：每个进程睡三次 0.1 秒，一个领先时更久",
    en="It takes less than the sleeps: three times 0.1 seconds for each process, more if one gets ahead",
    promise="language",
)
def too_fast(run) -> bool:
    whose = "".join(text[0] for text in run.texts[:6])
    ahead = max(abs(whose[:at].count("A") - whose[:at].count("B")) for at in range(7))
    # Through a pipe the three lines of a process come at once when it ends, whenever they were printed.
    return run["took"] < (3 if ahead == 3 else 2 + ahead) / 10


@contract.exempt(
    zh="测的就是睡眠的时间",
    en="what it measures is the time of its sleeps",
)
def awake(circumstance) -> bool:
    return circumstance.setup == "sleepless"
