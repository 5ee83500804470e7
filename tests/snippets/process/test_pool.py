"""A pool of four worker processes does five tasks. A worker does one task at a time; in which order the tasks begin
and end, and which worker takes the fifth, differs from run to run.

Run it: `pytest tests/snippets/process/test_pool.py`
"""

from interleave import Contract, interleaved, lane

contract = Contract(
    "process/pool.py",
    "Parent process {parent:program}.",
    interleaved(
        "Waiting for all subprocesses done...",
        *(
            lane(f"task {i}", f"Run task {i} ({{worker{i}:child}})...", f"Task {i} runs {{took{i}:seconds.2}} seconds.")
            for i in range(5)
        ),
    ),
    "All subprocesses done.",
)


@contract.always(
    zh="五个任务由最多四个工作进程完成，都不在父进程里执行",
    en="Five tasks, at most four workers, and none of them is the parent",
    promise="language",
)
def four_workers(run) -> bool:
    workers = {run[f"worker{i}"] for i in range(5)}
    return len(workers) <= 4 and run["parent"] not in workers


@contract.always(zh="一个工作进程一次只做一个任务", en="A worker does one task at a time", promise="cpython")
def one_at_a_time(run) -> bool:
    busy = set()
    for text in run.texts:
        for i in range(5):
            if text.startswith(f"Run task {i}"):
                if run[f"worker{i}"] in busy:
                    return False
                busy.add(run[f"worker{i}"])
            elif text.startswith(f"Task {i}"):
                busy.discard(run[f"worker{i}"])
    return True


@contract.always(
    zh="任务从队列里按顺序取：轮到一个任务时，编号更小的都已被取走",
    en="Workers take the tasks from a queue, in their order: when one begins, a worker has got to each smaller one",
    promise="cpython",
)
def in_their_order(run) -> bool:
    for i in range(5):
        begins = run.index(f"Run task {i}")
        for worker in {run[f"worker{n}"] for n in range(i)}:
            smaller = [n for n in range(i) if run[f"worker{n}"] == worker]
            # Of another worker's, all but the last have ended; that one was taken, and its line may yet come.
            ended = smaller if worker == run[f"worker{i}"] else smaller[:-1]
            if any(run.index(f"Task {n}") > begins for n in ended):
                return False
    return True


@contract.always(
    zh="任务报出的用时，不长于它的两行之间的时间",
    en="The time that a task says it took is not longer than the time between its two lines",
    promise="program",
)
def took_no_longer(run) -> bool:
    return all(run[f"took{i}"] <= run.between(f"Run task {i}", f"Task {i}")[1] + 0.005 for i in range(5))


def first_workers(run) -> list[object]:
    """The workers of the first four tasks, in the order in which these were done."""
    return [run[f"worker{i}"] for i in sorted(range(4), key=lambda i: run.index(f"Task {i}"))]


@contract.outcome(
    "sometimes",
    zh="最先做完的工作进程做第五个任务",
    en="The worker that was done first takes the fifth task",
    shown=True,
)
def the_first_done(run) -> bool:
    return run["worker4"] == first_workers(run)[0]


@contract.outcome("sometimes", zh="较晚做完的工作进程做第五个任务", en="One that was done later takes it")
def a_later_one(run) -> bool:
    return run["worker4"] in first_workers(run)[1:] and not the_first_done(run)


@contract.outcome("sometimes", zh="还没做过任务的工作进程做第五个任务", en="One that had no task yet takes it")
def a_fresh_one(run) -> bool:
    return run["worker4"] not in first_workers(run)
