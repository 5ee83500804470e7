"""Two coroutines are awaited one after the other: the second begins when the first has ended, so that every run takes
at least as long as both waits together, each of which may end one clock resolution early.

Run it: `pytest tests/snippets/coroutine/test_sequential.py`
"""

import time

from interleave import Contract

RESOLUTION = time.get_clock_info("monotonic").resolution
"""By so much may a timer of the event loop be early, by its documentation: 15.6 ms on Windows until Python 3.12."""

contract = Contract(
    "coroutine/sequential.py",
    "tea: begins in MainThread",
    "tea: ends",
    "toast: begins in MainThread",
    "toast: ends",
    "{took:seconds.2} seconds",
)


@contract.always(
    zh="时间至少是两次等待之和，每次等待至多提前一个时钟分辨率",
    en="It takes at least as long as both waits together, each at most one clock resolution early",
    promise="language",
)
def the_sum(run) -> bool:
    return run["took"] >= round(0.15 - 2 * RESOLUTION, 2)


@contract.always(
    zh="每次等待都在它的两行之间，报出的时间包含这两次等待",
    en="Each wait lies between its two lines, and the time told is not shorter than both",
    promise="program",
)
def agrees(run) -> bool:
    tea, toast = (run.between(f"{name}: begins", f"{name}: ends") for name in ("tea", "toast"))
    return tea[1] >= 0.1 and toast[1] >= 0.05 and run["took"] + 0.005 >= tea[0] + toast[0]


@contract.exempt(
    zh="测的就是睡眠的时间",
    en="what it measures is the time of its sleeps",
)
def awake(circumstance) -> bool:
    return circumstance.setup == "sleepless"
