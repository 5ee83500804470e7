from interleave import Contract, interleaved

contract = Contract(
    "process/no_join.py",
    interleaved("Parent: this is my last line.", "Child: now I am done."),
)


@contract.sometimes(
    zh="子进程在父进程的最后一行之后才打印", en="The child prints after the parent's last line", shown=True
)
def parent_first(run) -> bool:
    return run.index("Parent") < run.index("Child")


contract.spared(
    "change 0.1 to 0, line 6",
    why="a child takes longer to start than its parent to print a line; the wait only makes sure",
)
contract.spared(
    "drop flush, line 7",
    "drop flush, line 12",
    why="the end of a process flushes, too",
)
contract.spared(
    "thread for process, line 11",
    why="at its end Python waits for a thread as it does for a child process",
)
