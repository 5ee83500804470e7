"""The main thread joins another thread, so that its own last line comes last. Every run prints the same.

Run it: `pytest tests/snippets/thread/test_loop.py`
"""

from interleave import Contract

contract = Contract(
    "thread/loop.py",
    "thread MainThread is running...",
    "thread LoopThread is running...",
    *(f"thread LoopThread >>> {n}" for n in range(1, 6)),
    "thread LoopThread ended.",
    "thread MainThread ended.",
)


@contract.always(
    zh="主线程等到 LoopThread 结束才打印最后一行",
    en="The main thread prints its last line after LoopThread has ended",
    promise="language",
)
def main_waits(run) -> bool:
    return run.index("thread LoopThread ended.") < run.index("thread MainThread ended.")
