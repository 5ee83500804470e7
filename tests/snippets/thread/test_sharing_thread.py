from interleave import Contract

contract = Contract(
    "thread/sharing_thread.py",
    "Inside: balance is 150",
    "Outside: balance is 150",
)


@contract.always(zh="主线程看到另一个线程改过的值", en="The main thread sees what the other thread changed")
def visible(run) -> bool:
    return run.texts[1].endswith("150")


contract.spared(
    "drop flush, line 9",
    why="the line comes first, flushed or not: both threads print into one buffer",
)
contract.spared("call the target, line 13", why="the balance is the same, whichever thread adds to it")
contract.spared(
    "daemon on, line 13",
    "drop join, line 15",
    why="the other thread is ahead by some microseconds, mostly enough",
    sometimes=True,
)
