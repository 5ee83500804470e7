from interleave import Contract

contract = Contract("choosing/crash_thread.py", "Thread: about to crash", exit=-6)


@contract.never(zh="主线程还在", en="The main thread lives on")
def main_lives(run) -> bool:
    return "Main thread: still here" in run.texts


contract.spared(
    "call the target, line 11",
    "run for start, line 12",
    why="os.abort() ends the whole program, whichever thread calls it: that is what the program shows",
)
contract.spared(
    "daemon on, line 11",
    "drop join, line 13",
    why="the crash mostly comes before the main thread's next line",
    sometimes=True,
)
