"""Another thread puts an object into an asyncio.Queue. With call_soon_threadsafe the event loop wakes up; without it
the loop usually goes on sleeping until something else wakes it. If the alarm came before the letter, nothing does.

Run it: `pytest tests/snippets/coroutine/test_wrong_thread.py`
"""

from interleave import Contract

contract = Contract(
    "coroutine/wrong_thread.py",
    "call_soon_threadsafe: after {safe:seconds.2} seconds",
    "put_nowait in the other thread: after {unsafe:seconds.2} seconds",
    seconds=5,
    may_hang=True,
)


@contract.outcome(
    "sometimes",
    zh="没有 call_soon_threadsafe，过了 0.1 秒以上才收到",
    en="Without call_soon_threadsafe it takes more than 0.1 seconds",
    shown=True,
)
def late(run) -> bool:
    return not run.hangs and run["unsafe"] > 0.1


@contract.outcome(
    "sometimes",
    zh="没有 call_soon_threadsafe，碰巧在 0.1 秒之内收到",
    en="Without call_soon_threadsafe it happens to take no more than 0.1 seconds",
)
def at_once(run) -> bool:
    return not run.hangs and run["unsafe"] <= 0.1


@contract.outcome(
    "sometimes",
    zh="没有 call_soon_threadsafe，一直没有收到，程序卡住",
    en="Without call_soon_threadsafe it is never received, and the program hangs",
)
def hangs(run) -> bool:
    return run.hangs


@contract.never(
    zh="两封信都收到以后卡住",
    en="It hangs when both letters have been received",
    promise="program",
)
def hangs_at_the_end(run) -> bool:
    return run.hangs and len(run.texts) == 2


@contract.sometimes(
    zh="用 call_soon_threadsafe，0.1 秒之内就收到",
    en="With call_soon_threadsafe it takes less than 0.1 seconds",
    shown=True,
)
def soon(run) -> bool:
    return "safe" in run and run["safe"] < 0.1


@contract.always(
    zh="用 call_soon_threadsafe，总会收到",
    en="With call_soon_threadsafe it is received in the end",
    promise="language",
)
def received(run) -> bool:
    kept_back = run.circumstance.output != "terminal" and run.circumstance.buffered
    return len(run.texts) >= 1 or kept_back


@contract.always(
    zh="报出的第二个时间，不长于两行之间的时间",
    en="The second time told is not longer than that between the two lines",
    promise="program",
)
def agrees(run) -> bool:
    if run.hangs:
        return True
    return run["unsafe"] <= run.between("call_soon_threadsafe", "put_nowait")[1] + 0.005
