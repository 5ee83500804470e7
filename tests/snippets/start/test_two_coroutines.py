"""Two coroutines count to three in one thread, and each pauses after every number. In CPython they take turns in every
run, because the event loop resumes first what falls due first. While one waits, the other one does, too.

Run it: `pytest tests/snippets/start/test_two_coroutines.py`
"""

import time

from interleave import Contract

RESOLUTION = time.get_clock_info("monotonic").resolution
"""By so much may each of the three waits be early, by the documentation of the event loop's timers."""

contract = Contract(
    "start/two_coroutines.py",
    *(f"{name}: {number}" for number in (1, 2, 3) for name in ("Ann", "Bob")),
    "Both counted in {took:seconds.2} seconds",
)


@contract.always(
    zh="“Both counted” 在最后：gather 等到两个协程都结束",
    en="“Both counted” comes last: gather waits until both coroutines have ended",
    promise="language",
)
def the_end_is_last(run) -> bool:
    return run.texts[-1].startswith("Both counted")


@contract.always(
    zh="两个协程轮流：Ann 一行，Bob 一行",
    en="The coroutines take turns: a line of Ann, a line of Bob",
    promise="cpython",
)
def they_take_turns(run) -> bool:
    return [text.split(":")[0] for text in run.texts[:-1]] == ["Ann", "Bob"] * 3


@contract.sometimes(
    zh="用时不到 0.6 秒，也就是不到两个人各自所等时间之和",
    en="It takes less than 0.6 seconds, the sum of what both wait",
    shown=True,
)
def less_than_the_sum(run) -> bool:
    return run["took"] < 0.6


@contract.never(
    zh="用时不到 0.3 秒：每个协程自己就要等三次 0.1 秒（可能提前一个时钟分辨率）",
    en="It takes less than 0.3 seconds: each coroutine waits three times for 0.1 seconds (less one clock resolution)",
    promise="language",
)
def too_fast(run) -> bool:
    return run["took"] < round(0.3 - 3 * RESOLUTION, 2)


@contract.exempt(
    zh="测的就是睡眠的时间",
    en="what it measures is the time of its sleeps",
)
def awake(circumstance) -> bool:
    return circumstance.setup == "sleepless"
