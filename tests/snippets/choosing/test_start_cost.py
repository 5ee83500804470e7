from interleave import Contract

contract = Contract(
    "choosing/start_cost.py",
    "Coroutine: {coroutine:microseconds} microseconds",
    "Thread: {thread:microseconds} microseconds",
    "Process: {process:microseconds} microseconds",
)


@contract.never(zh="不花时间", en="It takes no time")
def free(run) -> bool:
    return min(run["coroutine"], run["thread"], run["process"]) <= 0


@contract.sometimes(
    zh="启动线程比启动任务贵，启动进程比启动线程贵十倍以上",
    en="A thread costs more to start than a task, and a process more than ten times as much as a thread",
    shown=True,
)
def ordered(run) -> bool:
    return run["coroutine"] < run["thread"] and 10 * run["thread"] < run["process"]


contract.spared(
    "call the target, line 26",
    "call the target, line 32",
    why="nothing() does nothing wherever it is called, and a thread or process without a target starts too",
)
contract.spared(
    "daemon on, line 26",
    "drop join, line 28",
    "daemon on, line 32",
    "drop join, line 34",
    "drop await, line 41",
    why="it measures less, and no run knows how much less",
)
contract.spared(
    "change 100 to 101, line 39",
    "change 100 to 101, line 48",
    "change 5 to 6, line 49",
    why="the best of one more is as good",
)
contract.spared(
    "drop flush, line 49",
    why="the program's end flushes, too",
)
contract.spared(
    "thread for process, line 32",
    why="the best of five threads may be slow on a busy machine",
    sometimes=True,
)
