"""A thread that calls os.abort() ends the whole program: the main thread never gets to its last line.

Run it: `pytest tests/snippets/choosing/test_crash_thread.py`
"""

from interleave import Contract

contract = Contract("choosing/crash_thread.py", "Thread: about to crash", exit=-6)


@contract.never(zh="崩溃之后主线程继续运行", en="The main thread lives on", promise="language")
def main_lives(run) -> bool:
    return "Main thread: still here" in run.texts


@contract.exempt(
    zh="这种模式打开了 faulthandler，进程被终止前，它会打印出错信息和各线程的调用栈",
    en="this mode turns faulthandler on, which prints an error and the threads' stacks before the process ends",
)
def dev(circumstance) -> bool:
    return circumstance.setup == "dev"
