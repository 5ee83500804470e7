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
        repeated("Executing {what:text} took {took:seconds.3} seconds", at_most=20),
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


@contract.never(zh="报告不到 0.1 秒的步骤", en="A step of less than 0.1 seconds is reported", promise="language")
def quick_reported(run) -> bool:
    return any(took < 0.1 for took in run.all("took"))


@contract.never(
    zh="报告被拒绝的回调函数执行了", en="The callback that was refused is reported as executed", promise="language"
)
def refused_is_executed(run) -> bool:
    return any("print('Ring!')" in what for what in run.all("what"))


@contract.never(
    zh="铃响以后，还报告主任务走到等待之处的那一步",
    en="After the bell the step is reported in which the main task comes to its wait",
    promise="program",
)
def waits_after_it(run) -> bool:
    return any("main() running" in text for text in run.texts[run.index("Ring, safely!") :])
