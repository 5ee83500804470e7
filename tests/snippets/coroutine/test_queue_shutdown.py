"""Two tasks do the jobs that are in a queue when it is shut down, then end at asyncio.QueueShutDown. shutdown() came
with Python 3.13.

Run it: `pytest tests/snippets/coroutine/test_queue_shutdown.py`
"""

from interleave import Contract, interleaved, lane, repeated

contract = Contract(
    "coroutine/queue_shutdown.py",
    interleaved(
        lane("Ann", repeated("Ann: job {ann:natural}", at_most=5), "Ann: no more jobs, ends"),
        lane("Bob", repeated("Bob: job {bob:natural}", at_most=5), "Bob: no more jobs, ends"),
    ),
    "Main: job 6 is refused",
    since="3.13",
)


def jobs(run) -> list[int]:
    return [int(text.split()[-1]) for text in run.texts[:-1] if " job " in text]


@contract.always(
    zh="关闭以前放进去的任务，每个恰好做一次，先进先出",
    en="Each job that was put in before the shutdown is done exactly once, first in, first out",
    promise="language",
)
def once(run) -> bool:
    return jobs(run) == [1, 2, 3, 4, 5]


@contract.always(
    zh="队列取空以后才得到 QueueShutDown",
    en="QueueShutDown is raised only when the queue is empty",
    promise="language",
)
def emptied_first(run) -> bool:
    return min(run.index("Ann: no more"), run.index("Bob: no more")) >= 5


@contract.always(
    zh="两个轮流做：先开始睡的先继续",
    en="The two take turns: who began to sleep first goes on first",
    promise="cpython",
)
def turns(run) -> bool:
    return [text[:3] for text in run.texts[:-1]] == ["Ann", "Bob", "Ann", "Bob", "Ann", "Bob", "Ann"]
