"""Another thread puts an object into an asyncio.Queue. With call_soon_threadsafe the event loop wakes up; without it
the loop usually goes on sleeping until something else wakes it.

Run it: `pytest tests/snippets/coroutine/test_wrong_thread.py`
"""

from interleave import Contract

contract = Contract(
    "coroutine/wrong_thread.py",
    "call_soon_threadsafe: after {safe:seconds.2} seconds",
    "put_nowait in the other thread: after {unsafe:seconds.2} seconds",
)


@contract.outcome(
    "sometimes",
    zh="没有 call_soon_threadsafe，过了 0.1 秒以上才收到",
    en="Without call_soon_threadsafe it takes more than 0.1 seconds",
    shown=True,
)
def late(run) -> bool:
    return run["unsafe"] > 0.1


@contract.outcome(
    "sometimes",
    zh="没有 call_soon_threadsafe，碰巧马上收到",
    en="Without call_soon_threadsafe it happens to come at once",
)
def at_once(run) -> bool:
    return not late(run)


@contract.sometimes(
    zh="用 call_soon_threadsafe，0.1 秒之内就收到",
    en="With call_soon_threadsafe it takes less than 0.1 seconds",
    shown=True,
)
def soon(run) -> bool:
    return run["safe"] < 0.1


@contract.always(
    zh="报出的第二个时间，不长于两行之间的时间",
    en="The second time told is not longer than that between the two lines",
    promise="program",
)
def agrees(run) -> bool:
    return run["unsafe"] <= run.between("call_soon_threadsafe", "put_nowait")[1] + 0.005
