"""asyncio.timeout() and asyncio.wait_for() cancel what takes too long, wait for its clean-up, and then raise
TimeoutError.

Run it: `pytest tests/snippets/coroutine/test_timeout.py`
"""

from interleave import Contract

contract = Contract(
    "coroutine/timeout.py",
    "fetch: CancelledError",
    "fetch: closed",
    "timeout: TimeoutError",
    "fetch: CancelledError",
    "fetch: closed",
    "wait_for: TimeoutError",
)


@contract.always(
    zh="里面得到 CancelledError，外面得到 TimeoutError",
    en="The inside gets CancelledError, the outside TimeoutError",
    promise="language",
)
def both(run) -> bool:
    return run.texts[0] == "fetch: CancelledError" and run.texts[2] == "timeout: TimeoutError"


@contract.always(
    zh="清理做完，才抛出 TimeoutError",
    en="TimeoutError is raised only when the clean-up is done",
    promise="language",
)
def after_clean_up(run) -> bool:
    return run.texts[1] == run.texts[4] == "fetch: closed" and run.texts[5] == "wait_for: TimeoutError"


@contract.never(
    zh="超时以后，async with 里余下的代码继续执行",
    en="The rest of the async with is executed after the timeout",
    promise="language",
)
def goes_on(run) -> bool:
    return "timeout: page" in run.texts


@contract.exempt(
    zh="被取消、打断或超时的正是睡眠",
    en="what is cancelled, interrupted or times out is a sleep",
)
def awake(circumstance) -> bool:
    return circumstance.setup == "sleepless"
