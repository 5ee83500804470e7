"""Two tasks of a TaskGroup wait at the same time: both begin before either ends. Every run takes at least as long as
the longer wait, which may end one clock resolution early, and some run takes less than both waits together.

Run it: `pytest tests/snippets/coroutine/test_together.py`
"""

import time

from interleave import Contract, interleaved

RESOLUTION = time.get_clock_info("monotonic").resolution
"""By so much may a timer of the event loop be early, by its documentation: 15.6 ms on Windows until Python 3.12."""

contract = Contract(
    "coroutine/together.py",
    "tea: begins in MainThread",
    "toast: begins in MainThread",
    interleaved("tea: ends", "toast: ends"),
    "{took:seconds.2} seconds",
)


@contract.always(zh="两个都开始之后，才有一个结束", en="Both have begun before either ends", promise="cpython")
def both_begin_first(run) -> bool:
    return run.index("toast: begins") < min(run.index("tea: ends"), run.index("toast: ends"))


@contract.always(
    zh="时间至少是较长的那次等待，至多提前一个时钟分辨率",
    en="It takes at least as long as the longer wait, at most one clock resolution early",
    promise="language",
)
def the_longer(run) -> bool:
    return run["took"] >= round(0.1 - RESOLUTION, 2)


@contract.always(
    zh="每次等待都在它的两行之间，报出的时间不短于从开始到结束",
    en="Each wait lies between its two lines, and the time told is not shorter than that from first to last",
    promise="program",
)
def agrees(run) -> bool:
    tea, toast = (run.between(f"{name}: begins", f"{name}: ends") for name in ("tea", "toast"))
    return tea[1] >= 0.1 and toast[1] >= 0.05 and run["took"] + 0.005 >= max(tea[0], toast[0])


@contract.sometimes(zh="比两次等待之和短", en="It takes less than both waits together", shown=True)
def less_than_the_sum(run) -> bool:
    return run["took"] < 0.15


@contract.sometimes(zh="等得短的先结束", en="The shorter wait ends first", shown=True)
def shorter_first(run) -> bool:
    return run.index("toast: ends") < run.index("tea: ends")


@contract.exempt(
    zh="测的就是睡眠的时间",
    en="what it measures is the time of its sleeps",
)
def awake(circumstance) -> bool:
    return circumstance.setup == "sleepless"
