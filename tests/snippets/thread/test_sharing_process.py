"""A child process changes a global variable, and its parent never sees the change: each process has its own.

Run it: `pytest tests/snippets/thread/test_sharing_process.py`
"""

from interleave import Contract

contract = Contract(
    "thread/sharing_process.py",
    "Inside: balance is 150",
    "Outside: balance is 100",
)


@contract.never(zh="父进程看到子进程改过的值", en="The parent sees what the child changed", promise="system")
def visible(run) -> bool:
    return run.texts[1].endswith("150")
