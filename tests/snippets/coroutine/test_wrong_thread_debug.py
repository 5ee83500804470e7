"""In debug mode loop.call_soon raises RuntimeError in a thread that is not the event loop's.

Run it: `pytest tests/snippets/coroutine/test_wrong_thread_debug.py`
"""

from interleave import Contract, in_order, interleaved, repeated

contract = Contract(
    "coroutine/wrong_thread_debug.py",
    interleaved(
        in_order(
            "RuntimeError: Non-thread-safe operation invoked on an event loop other than the current one",
            "Ring, safely!",
        ),
        # Debug mode reports slow steps, and on a busy machine any step may be slow.
        repeated("Executing {:text} took {:seconds.3} seconds", at_most=20),
    ),
)


@contract.always(
    zh="调试模式下，别的线程不能直接调用 call_soon",
    en="In debug mode another thread cannot call call_soon directly",
    promise="language",
)
def refused(run) -> bool:
    return any(text.startswith("RuntimeError: Non-thread-safe operation") for text in run.texts)


@contract.never(
    zh="被拒绝的回调还是执行了", en="The callback that was refused is called all the same", promise="cpython"
)
def rings(run) -> bool:
    return "Ring!" in run.texts
