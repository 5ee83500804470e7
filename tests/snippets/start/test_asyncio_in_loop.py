"""asyncio.run() inside of a running event loop, as in a cell of Jupyter, raises; await gets the result there.

Run it: `pytest tests/snippets/start/test_asyncio_in_loop.py`
"""

from interleave import Contract

contract = Contract(
    "start/asyncio_in_loop.py",
    "RuntimeError: asyncio.run() cannot be called from a running event loop",
    "await returns 42",
)


@contract.always(
    zh="事件循环正在运行时，asyncio.run() 抛出 RuntimeError",
    en="While an event loop is running, asyncio.run() raises RuntimeError",
    promise="language",
)
def raises(run) -> bool:
    return run.index("RuntimeError") == 0


@contract.always(
    zh="在同一个地方，await 得到结果",
    en="In the same place, await gets the result",
    promise="language",
)
def awaited(run) -> bool:
    return run.texts[-1] == "await returns 42"
