"""Two tasks sleep and print, first under asyncio and then under the small loop. Both halves keep the same contract:
the tasks begin in the order in which they were created, the timer that is due first fires first, and both sleep at
the same time.

Run it: `pytest tests/snippets/coroutine/test_loop_ticks.py`
"""

import time

from interleave import Contract, interleaved, lane

RESOLUTION = time.get_clock_info("monotonic").resolution
"""By so much may a timer of asyncio be early, by its documentation: 15.6 ms on Windows until Python 3.12."""

LOOPS = ("asyncio", "small_loop")


def half(loop: str):
    """What the program prints under either loop."""
    return (
        f"== {loop}",
        "fast: begins",
        "slow: begins",
        "fast: tick 1",
        interleaved(
            lane(f"fast, {loop}", "fast: tick 2", "fast: tick 3"),
            lane(f"slow, {loop}", "slow: tick 1", "slow: tick 2", "slow: tick 3"),
        ),
        "Results: fast, slow",
        f"{{{loop}:seconds.3}} seconds",
    )


contract = Contract(
    "coroutine/loop_ticks.py",
    *half("asyncio"),
    *half("small_loop"),
    files=("coroutine/small_loop.py", "coroutine/small_task.py"),
    seconds=20,
)


def halves(run) -> tuple[list[str], list[str]]:
    """The lines under each loop, without its name."""
    second = run.index("== small_loop")
    return run.texts[1:second], run.texts[second + 1 :]


@contract.always(
    zh="在两个事件循环里，两个任务都按创建的先后开始，然后才有计时器到期",
    en="Under both loops the tasks begin in the order in which they were created, and then a timer is due",
    promise="cpython",
)
def begin_in_order(run) -> bool:
    return all(texts[:2] == ["fast: begins", "slow: begins"] for texts in halves(run))


@contract.always(
    zh="在两个事件循环里，第一个到期的都是 fast 的计时器",
    en="Under both loops the timer of fast is the first that is due, and the first to fire",
    promise="cpython",
)
def due_first(run) -> bool:
    return all(texts[2] == "fast: tick 1" for texts in halves(run))


@contract.always(
    zh="在两个事件循环里，fast 的每一步都早于 slow 的同一步",
    en="Under both loops each tick of fast comes before the same tick of slow",
    promise="cpython",
)
def each_is_earlier(run) -> bool:
    return all(
        texts.index(f"fast: tick {number}") < texts.index(f"slow: tick {number}")
        for texts in halves(run)
        for number in (1, 2, 3)
    )


@contract.always(
    zh="在两个事件循环里，用时都至少是 slow 的三次睡眠，asyncio 的每次至多提前一个时钟分辨率",
    en="Under both loops it takes at least as long as the three sleeps of slow; those of asyncio may each end one clock"
    " resolution early",
    promise="language",
)
def as_long_as_slow(run) -> bool:
    return run["asyncio"] >= round(0.075 - 3 * RESOLUTION, 3) and run["small_loop"] >= 0.075


@contract.always(
    zh="报出的时间在这次运行里放得下",
    en="The times told fit into the run",
    promise="program",
)
def agrees(run) -> bool:
    first, last = run.between("fast: begins", "Results")
    whole = run.between("== asyncio", "== small_loop")[1]
    return first <= run["asyncio"] + 0.0005 and run["asyncio"] <= whole + 0.0005 and last >= 0.075 - 3 * RESOLUTION


@contract.sometimes(
    zh="在两个事件循环里都同时睡眠：用时小于六次睡眠之和",
    en="Under both loops they sleep at the same time: it takes less than the six sleeps together",
    shown=True,
)
def at_the_same_time(run) -> bool:
    return max(run["asyncio"], run["small_loop"]) < 0.105


@contract.sometimes(
    zh="两个事件循环打印的行，顺序相同",
    en="Both loops print the lines in the same order",
    shown=True,
)
def same_order(run) -> bool:
    first, second = halves(run)
    return first[:-1] == second[:-1]


@contract.always(
    zh="两个事件循环都一样：fast 在 slow 的第一步之前走了两步，第三步就先于 slow 的第二步：它的计时器先设好，也先到期",
    en="Under both loops: if fast ticks twice before slow's first, its third tick, due first, is before slow's second",
    promise="cpython",
)
def stays_ahead(run) -> bool:
    return all(
        texts.index("slow: tick 1") < texts.index("fast: tick 2")
        or texts.index("fast: tick 3") < texts.index("slow: tick 2")
        for texts in halves(run)
    )


@contract.exempt(
    zh="测的就是睡眠的时间",
    en="what it measures is the time of its sleeps",
)
def awake(circumstance) -> bool:
    return circumstance.setup == "sleepless"
