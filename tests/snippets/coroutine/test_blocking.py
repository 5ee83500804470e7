from interleave import Contract

contract = Contract(
    "coroutine/blocking.py",
    "Ticks during time.sleep: 0",
    "Ticks during asyncio.sleep: {awaited:natural}",
    "Ticks during time.sleep in a thread: {in_thread:int}",
)


@contract.always(zh="time.sleep 停住整个事件循环", en="time.sleep stops the whole event loop")
def stopped(run) -> bool:
    return run.texts[0].endswith(" 0")


@contract.always(zh="一毫秒最多走一次", en="There is at most one tick in a millisecond")
def one_in_a_millisecond(run) -> bool:
    return 0 <= run["in_thread"] <= 1000 * run.at("Ticks during time.sleep in a thread") - run["awaited"]


@contract.always(zh="等待 asyncio.sleep 时，别的协程继续", en="While asyncio.sleep is awaited, other coroutines go on")
def goes_on(run) -> bool:
    return run["awaited"] >= 1


@contract.sometimes(
    zh="等 asyncio.sleep 和另一个线程，都走了十次以上",
    en="There are more than ten ticks while asyncio.sleep, and while the other thread, is awaited",
    shown=True,
)
def often(run) -> bool:
    return min(run["awaited"], run["in_thread"]) > 10


contract.spared(
    "change 0.05 to 0, line 19",
    why="nothing ticks while nothing is awaited, for a short time or a long one",
)
contract.spared(
    "drop cancel, line 30",
    why="asyncio.run() cancels what is left",
)
