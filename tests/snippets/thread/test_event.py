"""Two threads wait for one event. Both go on after it is set, in either order, and a wait that comes later returns at
once.

Run it: `pytest tests/snippets/thread/test_event.py`
"""

from interleave import Contract, interleaved, lane

contract = Contract(
    "thread/event.py",
    "Loader: the prices are here",
    interleaved(lane("tea", "tea costs 3"), lane("cake", "cake costs 5"), threads=True),
    "Main: the event is still set",
)


@contract.always(
    zh="事件设置之前，没有线程从 wait() 返回",
    en="No thread returns from wait() before the event is set",
    promise="language",
)
def none_before(run) -> bool:
    return run.index("Loader") == 0


@contract.always(
    zh="set() 一次，在等的和后来的线程都能继续",
    en="One set() is enough for all threads, those that wait and those that come later",
    promise="language",
)
def all_go_on(run) -> bool:
    return sorted(run.texts[1:3]) == ["cake costs 5", "tea costs 3"] and run.texts[-1].endswith("still set")
