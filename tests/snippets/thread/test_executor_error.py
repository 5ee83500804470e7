"""A task in a pool raises an exception. Nothing is printed of it: it is kept in the future until result() raises it.

Run it: `pytest tests/snippets/thread/test_executor_error.py`
"""

from interleave import Contract

contract = Contract(
    "thread/executor_error.py",
    "The with block is left, and no error was seen.",
    "The exceptions: [None, OSError('no room for photos')]",
    "Result: letters saved",
    "Error: no room for photos",
)


@contract.never(
    zh="没有人调用 result()，也打印出调用栈",
    en="A traceback is printed, though result() was not called",
    promise="language",
)
def traceback_printed(run) -> bool:
    return any(text.startswith("Traceback") for text in run.texts)


@contract.always(
    zh="result() 抛出任务里的异常，别的任务不受影响",
    en="result() raises the exception of its task, and the other task is not affected",
    promise="language",
)
def raised_by_result(run) -> bool:
    return run.texts[-2:] == ["Result: letters saved", "Error: no room for photos"]
