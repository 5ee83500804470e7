"""Three threads take jobs from one deque until popleft() raises IndexError. In every run and on every build each job is
taken once, and each thread takes its jobs in their order.

Run it: `pytest tests/snippets/thread/test_deque_jobs.py`
"""

from interleave import Contract

contract = Contract(
    "thread/deque_jobs.py",
    "Ann took {ann:int} jobs, in order: True",
    "Bob took {bob:int} jobs, in order: True",
    "Eve took {eve:int} jobs, in order: True",
    "Each job once: True",
)


@contract.always(zh="每个任务恰好由一个线程取走", en="Each job is taken by exactly one thread", promise="language")
def each_once(run) -> bool:
    taken = [run[name] for name in ("ann", "bob", "eve")]
    return sum(taken) == 40_000 and min(taken) >= 0


@contract.sometimes(zh="一个线程取走全部任务", en="One thread takes all jobs", within=200)
def all_by_one(run) -> bool:
    return 40_000 in (run["ann"], run["bob"], run["eve"])
