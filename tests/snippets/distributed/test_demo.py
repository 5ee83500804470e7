"""A master process offers six tasks to two worker processes over a socket. Each task is done exactly once; which
worker takes it differs from run to run. The program starts distributed/master.py and distributed/worker.py.

Run it: `pytest tests/snippets/distributed/test_demo.py`
"""

import itertools

from interleave import Contract, interleaved, lane, repeated


def worker(name: str):
    return lane(
        f"worker {name}",
        f"Worker {{{name}:child}}: connected",
        repeated(f"Worker {{{name}:child}}: takes {{taken_by_{name}:int}}", at_most=6),
        f"Worker {{{name}:child}}: no task left, ends",
    )


contract = Contract(
    "distributed/demo.py",
    "Master listens at 127.0.0.1:{:port}",
    interleaved(
        lane(
            "master",
            repeated("Master: {number:int} squared is {square:int}", at_least=6, at_most=6),
            "Master: all results are here. Press Enter to end.",
        ),
        worker("a"),
        worker("b"),
    ),
    "Exit statuses: master 0, workers [0, 0]",
    files=("distributed/master.py", "distributed/worker.py"),
    seconds=20,
)


@contract.always(
    zh="每个任务恰好做一次，结果都对", en="Each task is done exactly once, and every result is right", promise="program"
)
def once_and_right(run) -> bool:
    taken = run.all("taken_by_a") + run.all("taken_by_b")
    squares = dict(zip(run.all("number"), run.all("square"), strict=True))
    return sorted(taken) == list(range(6)) and squares == {number: number * number for number in range(6)}


@contract.always(zh="两个工作程序是两个进程", en="The two workers are two processes", promise="system")
def two_processes(run) -> bool:
    return run["a"] != run["b"]


@contract.always(zh="结果在任务被取走之后才到", en="A result comes after its task was taken", promise="program")
def taken_first(run) -> bool:
    taken = {text.rpartition(" ")[2]: index for index, text in enumerate(run.texts) if ": takes " in text}
    return all(taken[str(number)] < run.index(f"Master: {number} squared") for number in range(6))


def takes(run) -> list[tuple[str, int]]:
    """Which worker names which task, in the order of the lines; the end counts as a task after the last."""
    named = ((text.split()[1], text.rpartition(" ")[2]) for text in run.texts if text.startswith("Worker"))
    return [(worker, 6 if word == "ends" else int(word)) for worker, word in named if word != "connected"]


@contract.always(
    zh="队列先进先出：工作程序报出一个任务时，编号更小的至多还有一个没报，已由另一个工作程序取走",
    en="The queue is first in, first out: when a worker names a task, the other has at most one smaller to name",
    promise="program",
)
def first_in_first_out(run) -> bool:
    taker = {task: worker for worker, task in takes(run) if task < 6}
    named: set[int] = set()
    for worker, task in takes(run):
        unnamed = set(range(task)) - named
        at = run.index(f"Worker {worker} {f'takes {task}' if task < 6 else 'no task left'}")
        not_yet = {each for each in taker.values() if run.index(f"Worker {each} connected") > at}
        if len(unnamed) > 1 or any(taker[each] in {worker, *not_yet} for each in unnamed):
            return False
        named.add(task)
    return True


@contract.always(
    zh="工作程序放入一个结果之后，才取下一个任务，或者结束；结果按放入的先后到达",
    en="A worker gives a result before it takes its next task or ends, and results come in the order they are given",
    promise="program",
)
def given_before_the_next(run) -> bool:
    place = {number: place for place, number in enumerate(run.all("number"))}
    taken = takes(run)
    for worker in dict(taken):
        own = [(at, task) for at, (who, task) in enumerate(taken) if who == worker]
        for (_, task), (at, following) in itertools.pairwise(own):
            # The other worker takes these after `following`, or names them after it, and gives their results later.
            later = {*range(following, 6), *(other for _, other in taken[at:] if other < 6)}
            if any(place[each] < place[task] for each in later):
                return False
    return True


@contract.sometimes(zh="两个工作程序都做了任务", en="Both workers did some of the tasks", shown=True)
def both_work(run) -> bool:
    return bool(run.all("taken_by_a")) and bool(run.all("taken_by_b"))
