"""A task is cancelled by a timeout and awaits something in its `finally`. In asyncio that works: it was cancelled once.

Run it: `pytest tests/snippets/coroutine/test_cleanup_asyncio.py`
"""

from interleave import Contract

contract = Contract("coroutine/cleanup_asyncio.py", "Clean-up begins", "Clean-up ends", "The time is up.")


@contract.always(
    zh="finally 里的 await 正常完成，清理做完",
    en="The await in `finally` works, and the clean-up ends",
    promise="language",
)
def awaited(run) -> bool:
    return "Clean-up ends" in run.texts


@contract.exempt(
    zh="被取消、打断或超时的正是睡眠",
    en="what is cancelled, interrupted or times out is a sleep",
)
def awake(circumstance) -> bool:
    return circumstance.setup == "sleepless"
