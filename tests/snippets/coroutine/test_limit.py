"""Twenty jobs without a limit, with a semaphore of three places, and with three workers and a queue. How many tasks
there are and how many jobs run at once is counted by the program; every run prints the same.

Run it: `pytest tests/snippets/coroutine/test_limit.py`
"""

from interleave import Contract

contract = Contract(
    "coroutine/limit.py",
    "No limit: {all:natural} tasks, at most {unlimited:natural} jobs at once",
    "Semaphore: {waiting:natural} tasks, at most {semaphore:natural} jobs at once",
    "Three workers: {workers:natural} tasks, at most {queue:natural} jobs at once",
)


@contract.never(
    zh="用信号量时，同时做的超过三个", en="With the semaphore more than three run at once", promise="language"
)
def more_than_places(run) -> bool:
    return run["semaphore"] > 3


@contract.never(
    zh="用三个工作任务时，同时做的超过三个", en="With three workers more than three run at once", promise="program"
)
def more_than_workers(run) -> bool:
    return run["queue"] > 3


@contract.always(
    zh="信号量：二十个任务，十七个在等；队列：三个任务",
    en="With the semaphore there are twenty tasks, with the queue three",
    promise="program",
)
def number_of_tasks(run) -> bool:
    return (run["all"], run["waiting"], run["workers"]) == (20, 20, 3)


@contract.always(
    zh="名额都用上了：同时做的恰好有二十个、三个、三个",
    en="All places are used: exactly twenty, three and three run at once",
    promise="cpython",
)
def all_used(run) -> bool:
    return (run["unlimited"], run["semaphore"], run["queue"]) == (20, 3, 3)
