from interleave import Contract

contract = Contract("choosing/crash_thread.py", "Thread: about to crash", exit=-6)


@contract.never(zh="主线程还在", en="The main thread lives on")
def main_lives(run) -> bool:
    return "Main thread: still here" in run.texts
