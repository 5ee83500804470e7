"""A task waits for another through asyncio.shield() and is cancelled. It gets CancelledError at once; the shielded task
goes on to its end.

Run it: `pytest tests/snippets/coroutine/test_shield.py`
"""

from interleave import Contract

contract = Contract(
    "coroutine/shield.py",
    "save: begins",
    "request: CancelledError; save is done: False",
    "save: ends",
    "main: saved",
)


@contract.always(
    zh="等待 shield() 的任务得到 CancelledError，不等 save() 做完",
    en="The task that awaits shield() gets CancelledError and does not wait for save()",
    promise="language",
)
def outer(run) -> bool:
    return run.index("request: CancelledError; save is done: False") < run.index("save: ends")


@contract.always(
    zh="save() 没有被取消，执行到了结束",
    en="save() is not cancelled and goes on to its end",
    promise="language",
)
def inner(run) -> bool:
    return run.texts[-2:] == ["save: ends", "main: saved"]
