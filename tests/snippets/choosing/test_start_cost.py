"""The program measures how long it takes to start a task, a thread and a process and to wait for its end, the best of
several tries each. No duration is 0, and all starts together fit into the time in which they were made. That a thread
costs more than a task, and a process more than ten times as much as a thread, holds in some run and not in every run.

Run it: `pytest tests/snippets/choosing/test_start_cost.py`
"""

from interleave import Contract

contract = Contract(
    "choosing/start_cost.py",
    "Task: {task:microseconds.1} microseconds",
    "Thread: {thread:microseconds.1} microseconds",
    "Process: {process:microseconds.1} microseconds",
)


@contract.never(
    zh="启动任务不花时间，或者启动线程、启动进程不到一微秒",
    en="Starting a task takes no time, or starting a thread or a process less than a microsecond",
    promise="system",
)
def free(run) -> bool:
    return run["task"] <= 0 or min(run["thread"], run["process"]) < 1


@contract.always(
    zh="启动 100 个任务、100 个线程、5 个进程的时间，都不长于测量它们的那段时间",
    en="A hundred tasks, a hundred threads and five processes take no longer than the time in which they were measured",
    promise="program",
)
def fits_into_the_run(run) -> bool:
    tasks, threads = run.at("Task"), run.between("Task", "Thread")[1]
    processes = run.between("Thread", "Process")[1]
    rounded = 0.05  # microseconds
    measured = (100, run["task"], tasks), (100, run["thread"], threads), (5, run["process"], processes)
    return all(times * (least - rounded) * 1e-6 <= seconds for times, least, seconds in measured)


@contract.sometimes(
    zh="启动线程的开销比启动任务大，启动进程的开销是启动线程的十倍以上",
    en="A thread costs more to start than a task, and a process more than ten times as much as a thread",
    shown=True,
)
def ordered(run) -> bool:
    return run["task"] < run["thread"] and 10 * run["thread"] < run["process"]
