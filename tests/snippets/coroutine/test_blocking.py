"""time.sleep() in a coroutine stops the whole event loop: another coroutine makes no step meanwhile. While
asyncio.sleep() or a thread is awaited, the other coroutine goes on.

Run it: `pytest tests/snippets/coroutine/test_blocking.py`
"""

from interleave import Contract

contract = Contract(
    "coroutine/blocking.py",
    "Ticks during time.sleep: 0",
    "Ticks during asyncio.sleep: {awaited:natural}",
    "Ticks during time.sleep in a thread: {in_thread:natural}",
)


@contract.always(zh="time.sleep 停住整个事件循环", en="time.sleep stops the whole event loop", promise="language")
def stopped(run) -> bool:
    return run.texts[0].endswith(" 0")


@contract.always(zh="一毫秒最多走一次", en="There is at most one tick in a millisecond", promise="program")
def one_in_a_millisecond(run) -> bool:
    awaited = run.between("Ticks during time.sleep: 0", "Ticks during asyncio.sleep")[1]
    in_thread = run.between("Ticks during asyncio.sleep", "Ticks during time.sleep in a thread")[1]
    # The tick that was under way counts, too.
    # However long it takes, asyncio.sleep(0.05) is due before a 52nd tick.
    return run["awaited"] <= min(50, 1000 * awaited) + 1 and run["in_thread"] <= 1000 * in_thread + 1


@contract.always(
    zh="等待 asyncio.sleep 时，别的协程继续",
    en="While asyncio.sleep is awaited, other coroutines go on",
    promise="cpython",
)
def goes_on(run) -> bool:
    return run["awaited"] >= 1


@contract.always(
    zh="等待另一个线程时，走满了它要的一百次",
    en="While the other thread is awaited, there are the hundred ticks it wants",
    promise="program",
)
def hundred(run) -> bool:
    return run["in_thread"] >= 100


@contract.sometimes(
    zh="等 asyncio.sleep 的时候走了十次以上",
    en="There are more than ten ticks while asyncio.sleep is awaited",
    shown=True,
)
def often(run) -> bool:
    return run["awaited"] > 10


@contract.exempt(
    zh="测的就是睡眠的时间",
    en="what it measures is the time of its sleeps",
)
def awake(circumstance) -> bool:
    return circumstance.setup == "sleepless"
