"""What needs a running event loop fails before asyncio.run(), in another thread, and after asyncio.run().

Run it: `pytest tests/snippets/coroutine/test_no_loop.py`
"""

from interleave import Contract

contract = Contract(
    "coroutine/no_loop.py",
    "Before asyncio.run(): RuntimeError: no running event loop",
    "In a thread: RuntimeError: no running event loop",
    "After asyncio.run(): RuntimeError: Event loop is closed",
)


@contract.always(
    zh="没有事件循环在本线程运行时，get_running_loop() 抛出 RuntimeError",
    en="Where no event loop runs in this thread, get_running_loop() raises RuntimeError",
    promise="language",
)
def none_runs(run) -> bool:
    return all(text.endswith("no running event loop") for text in run.texts[:2])


@contract.always(
    zh="在协程里，它不抛出异常",
    en="In a coroutine it does not raise",
    promise="language",
)
def runs(run) -> bool:
    return not any(text.startswith("In a coroutine") for text in run.texts)


@contract.always(
    zh="asyncio.run() 结束时关闭它的事件循环，之后这个循环不再接受回调",
    en="At its end asyncio.run() closes its event loop, which takes no more callbacks",
    promise="cpython",
)
def closed(run) -> bool:
    return run.texts[-1].endswith("Event loop is closed")
