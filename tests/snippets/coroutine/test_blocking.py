from interleave import Contract

contract = Contract(
    "coroutine/blocking.py",
    "Ticks during time.sleep: 0",
    "Ticks during asyncio.sleep: {awaited:int}",
    "Ticks during time.sleep in a thread: {in_thread:int}",
)


@contract.always(zh="time.sleep 停住整个事件循环", en="time.sleep stops the whole event loop")
def stopped(run) -> bool:
    return run.texts[0].endswith(" 0")


@contract.always(
    zh="等待 asyncio.sleep 或另一个线程时，别的协程继续",
    en="While asyncio.sleep or another thread is awaited, other coroutines go on",
)
def goes_on(run) -> bool:
    return run["awaited"] >= 1 and run["in_thread"] >= 1
