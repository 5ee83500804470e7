"""An exception in a task is kept until result() raises it in the main
thread, which ends the program with status 1.

Run it: `pytest tests/snippets/proof/test_late_error.py`
"""

from interleave import Contract, traceback

contract = Contract(
    "proof/late_error.py",
    "The task has ended, and nothing was printed.",
    traceback(
        "ZeroDivisionError: division by zero",
        ("late_error.py", 11, "<module>", "future.result()"),
        ("late_error.py", 5, "divide", "return one / other"),
    ),
    exit=1,
)


@contract.always(
    zh="异常到 result() 才出现",
    en="The exception shows up at result() and not before",
    promise="language",
)
def late(run) -> bool:
    return run.index("Traceback") == 1


@contract.exempt(
    zh="从 3.13 起，打印出来的调用栈带颜色",
    en="since 3.13 the traceback is printed in colours",
)
def coloured(circumstance) -> bool:
    return circumstance.setup == "colours" and circumstance.version >= (3, 13)
