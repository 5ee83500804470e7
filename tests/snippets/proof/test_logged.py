"""Two threads of a pool log three lines. Each line is whole and names its
thread; the order of the lines differs.

Run it: `pytest tests/snippets/proof/test_logged.py`
"""

import re

from interleave import Contract, any_order

contract = Contract(
    "proof/logged.py",
    any_order(
        "{:date} {:clock} {worker1:name} has fetched page 1",
        "{:date} {:clock} {worker2:name} has fetched page 2",
        "{:date} {:clock} {worker3:name} has fetched page 3",
    ),
)


def fetched_by(run, worker: str) -> list[str]:
    """The numbers of the pages that a worker fetched, line by line."""
    return [text[-1] for text in run.texts if f" {worker} " in text]


@contract.always(
    zh="三页由 worker_0 和 worker_1 取，没有别的线程",
    en="The pages are fetched by worker_0, worker_1 and no other thread",
    promise="cpython",
)
def two_workers(run) -> bool:
    workers = {run["worker1"], run["worker2"], run["worker3"]}
    return workers <= {"worker_0", "worker_1"}


@contract.always(
    zh="时刻精确到毫秒，前面是一个逗号",
    en="The time of day has milliseconds, after a comma",
    promise="language",
)
def milliseconds(run) -> bool:
    return all(re.search(r":[0-9]{2},[0-9]{3} worker_", text) for text in run.texts)


@contract.always(
    zh="同一个线程取的几页，按顺序记下",
    en="The pages that one thread fetched come in their order",
    promise="cpython",
)
def in_turn(run) -> bool:
    workers = (fetched_by(run, worker) for worker in ("worker_0", "worker_1"))
    return all(pages == sorted(pages) for pages in workers)


@contract.never(
    zh="第 3 页最先记下",
    en="Page 3 is logged first",
    promise="cpython",
)
def page_3_first(run) -> bool:
    return run.texts[0].endswith("page 3")


@contract.sometimes(
    zh="第 2 页最先记下",
    en="Page 2 is logged first",
    within=200,
)
def page_2_first(run) -> bool:
    return run.texts[0].endswith("page 2")
