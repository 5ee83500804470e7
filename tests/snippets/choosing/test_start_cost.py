"""The program measures how long it takes to start a task, a thread and a process and to wait for its end, the best of
several tries each. No duration is 0. That a thread costs more than a task, and a process more than ten times as much
as a thread, holds in some run and not in every run.

Run it: `pytest tests/snippets/choosing/test_start_cost.py`
"""

from interleave import Contract

contract = Contract(
    "choosing/start_cost.py",
    "Task: {task:microseconds} microseconds",
    "Thread: {thread:microseconds} microseconds",
    "Process: {process:microseconds} microseconds",
)


@contract.never(zh="不花时间", en="It takes no time")
def free(run) -> bool:
    return min(run["task"], run["thread"], run["process"]) <= 0


@contract.sometimes(
    zh="启动线程比启动任务贵，启动进程比启动线程贵十倍以上",
    en="A thread costs more to start than a task, and a process more than ten times as much as a thread",
    shown=True,
)
def ordered(run) -> bool:
    return run["task"] < run["thread"] and 10 * run["thread"] < run["process"]
