"""Calling a coroutine function executes nothing of it. A coroutine that is thrown away without an await gives a
warning, and the program goes on.

Run it: `pytest tests/snippets/start/test_never_awaited.py`
"""

from interleave import Contract

contract = Contract(
    "start/never_awaited.py",
    "{:path}/never_awaited.py:9: RuntimeWarning: coroutine 'save' was never awaited",
    "  save()",
    "RuntimeWarning: Enable tracemalloc to get the object allocation traceback",
    "main has ended",
)


@contract.never(zh="打印出 saved", en="saved is printed", promise="language")
def saved(run) -> bool:
    return "saved" in run.texts


@contract.always(
    zh="警告在调用之后立刻出现，因为协程对象当即被回收",
    en="The warning comes right after the call, because the coroutine object is freed there",
    promise="cpython",
)
def at_once(run) -> bool:
    return run.texts.index("main has ended") == 3


@contract.exempt(
    zh="开发模式还打印协程是在哪里创建的",
    en="development mode also prints where the coroutine was created",
)
def created(circumstance) -> bool:
    return circumstance.setup == "dev"


@contract.exempt(
    zh="警告变成异常，在回收协程时打印为“Exception ignored”",
    en="the warning becomes an exception, printed as “Exception ignored” when the coroutine is freed",
)
def ignored(circumstance) -> bool:
    return circumstance.setup == "error"
