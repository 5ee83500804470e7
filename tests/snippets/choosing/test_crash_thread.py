"""A thread that calls os.abort() ends the whole program: the main thread never gets to its last line.

Run it: `pytest tests/snippets/choosing/test_crash_thread.py`
"""

from interleave import Contract

contract = Contract("choosing/crash_thread.py", "Thread: about to crash", exit=-6)


@contract.never(zh="主线程还在", en="The main thread lives on")
def main_lives(run) -> bool:
    return "Main thread: still here" in run.texts
