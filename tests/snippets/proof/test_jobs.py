"""Two threads take four jobs from a queue, and stop at the None that each
gets. Who does which job differs.

Run it: `pytest tests/snippets/proof/test_jobs.py`
"""

from interleave import Contract, interleaved, lane, repeated

contract = Contract(
    "proof/jobs.py",
    interleaved(
        lane("Ann", repeated("Ann: job {ann:natural}", at_most=4)),
        lane("Bob", repeated("Bob: job {bob:natural}", at_most=4)),
        threads=True,
    ),
)


@contract.always(
    zh="每件活恰好做一次",
    en="Each job is done exactly once",
    promise="language",
)
def once(run) -> bool:
    return sorted(run.all("ann") + run.all("bob")) == [1, 2, 3, 4]


@contract.always(
    zh="每个线程按队列里的顺序取",
    en="Each thread gets its jobs in the queue's order",
    promise="language",
)
def in_the_queue_s_order(run) -> bool:
    return run.all("ann") == sorted(run.all("ann")) and run.all("bob") == sorted(run.all("bob"))


@contract.always(
    zh="队列先进先出：打印一件活时，排在它前面的至多还有一件没打印，已由另一个线程取走",
    en="The queue is first in, first out: when a job is printed, at most one earlier one is not yet printed",
    promise="language",
)
def first_in_first_out(run) -> bool:
    jobs = [int(text[-1]) for text in run.texts]
    for at, (job, line) in enumerate(zip(jobs, run.lines, strict=True)):
        # More texts than line ends: the other thread's last line is torn and has not ended, and it has no other job.
        unended = [other for other, before in zip(jobs, run.lines[:at], strict=False) if before.lane != line.lane]
        if sum(other < job for other in [*unended[-1:] * (at > line.line), *jobs[at:]]) > 1:
            return False
    return True


@contract.outcome(
    "sometimes",
    zh="两个线程都做了活",
    en="Both threads have done something",
    shown=True,
)
def shared(run) -> bool:
    return "ann" in run and "bob" in run


@contract.outcome(
    "sometimes",
    zh="一个线程做了全部",
    en="One thread has done it all",
)
def alone(run) -> bool:
    return not shared(run)
