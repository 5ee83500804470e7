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


@contract.always(zh="子进程崩溃，父进程还在", en="The child crashes and the parent lives on", promise="language")
def parent_lives(run) -> bool:
    return run.texts[-1] == "Parent: still here"


@contract.exempt(
    zh="这种模式打开了 faulthandler，进程被终止前，它会打印出错信息和各线程的调用栈",
    en="this mode turns faulthandler on, which prints an error and the threads' stacks before the process ends",
)
def dev(circumstance) -> bool:
    return circumstance.setup == "dev"
