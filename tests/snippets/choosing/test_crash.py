"""A child process that calls os.abort() crashes alone: its parent sees exit code -6 and goes on.

Run it: `pytest tests/snippets/choosing/test_crash.py`
"""

from interleave import Contract

contract = Contract(
    "choosing/crash.py",
    "Child: about to crash",
    "Child's exit code: -6",
    "Parent: still here",
)


@contract.always(zh="子进程崩溃，父进程还在", en="The child crashes and the parent lives on")
def parent_lives(run) -> bool:
    return run.texts[-1] == "Parent: still here"
