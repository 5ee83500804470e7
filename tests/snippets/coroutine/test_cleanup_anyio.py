"""As cleanup_asyncio.py, written for anyio: every await in a cancelled scope is cancelled, also one in `finally`.

Run it: `pytest tests/snippets/coroutine/test_cleanup_anyio.py`
"""

from interleave import Contract

contract = Contract("coroutine/cleanup_anyio.py", "Clean-up begins", "The time is up.", needs=("anyio",))


@contract.never(
    zh="finally 里的 await 正常完成",
    en="The await in `finally` works",
    promise="program",
)
def awaited(run) -> bool:
    return "Clean-up ends" in run.texts


@contract.exempt(
    zh="被取消、打断或超时的正是睡眠",
    en="what is cancelled, interrupted or times out is a sleep",
)
def awake(circumstance) -> bool:
    return circumstance.setup == "sleepless"
