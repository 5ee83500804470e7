"""Two threads do the jobs that are in a queue when it is shut down, then end at queue.ShutDown. A Python before 3.13
has no shutdown(), and the program says so.

Run it: `pytest tests/snippets/thread/test_queue_shutdown.py`
"""

from interleave import Contract, in_order, interleaved, lane, one_of, repeated

contract = Contract(
    "thread/queue_shutdown.py",
    one_of(
        in_order(
            interleaved(
                lane("Ann", repeated("Ann: job {ann:natural}", at_most=4), "Ann: no more jobs, ends"),
                lane("Bob", repeated("Bob: job {bob:natural}", at_most=4), "Bob: no more jobs, ends"),
                threads=True,
            ),
            "Main: job 5 is refused",
        ),
        "This Python has no queue.ShutDown, which came with 3.13",
    ),
)


def since(circumstance) -> str:
    return "always" if circumstance.version >= (3, 13) else "never"


def before(circumstance) -> str:
    return "never" if circumstance.version >= (3, 13) else "always"


@contract.outcome(since, zh="从 3.13 起：关闭队列", en="Since 3.13: the queue is shut down", promise="language")
def shut_down(run) -> bool:
    return len(run.texts) > 1


@contract.outcome(before, zh="3.13 之前：没有 shutdown()", en="Before 3.13: there is no shutdown()", promise="language")
def missing(run) -> bool:
    return len(run.texts) == 1


@contract.always(
    zh="关闭以前放进去的任务，每个恰好做一次",
    en="Each job that was put in before the shutdown is done exactly once",
    promise="language",
)
def once(run) -> bool:
    return missing(run) or sorted(run.all("ann") + run.all("bob")) == [1, 2, 3, 4]


@contract.always(
    zh="队列取空以后，线程才得到 ShutDown：有线程结束时，至多还有一个任务没打印，已由另一个线程取走",
    en="A thread gets ShutDown only when the queue is empty: when one ends, at most one job is not yet printed, in the "
    "other's hands",
    promise="language",
)
def emptied_first(run) -> bool:
    said = [line.text.replace("no more jobs, ends", "job 5") for line in run.lines[:-1]]
    done = [(text.split(":")[0], int(text.split()[-1])) for text in said]
    for at, (who, job) in enumerate(done):
        earlier = [other for other, lower in done[at:] if lower < job]
        unended = at - run.lines[at].line  # 1 if the other's last text has no end yet: then it holds no other job
        if len(earlier) + unended > 1 or who in earlier:
            return False
    return True
