"""Two threads of a pool log three lines. Each line is whole and names its thread; the order of the lines differs.

Run it: `pytest tests/snippets/proof/test_logged.py`
"""

from interleave import Contract, any_order

contract = Contract(
    "proof/logged.py",
    any_order(*(f"{{:date}} {{:clock}} {{worker{n}:name}} has fetched page {n}" for n in (1, 2, 3))),
)


def places(run) -> list[int]:
    """The places of the pages' lines in the output, page 1 first."""
    return [next(place for place, text in enumerate(run.texts) if text.endswith(f"page {n}")) for n in (1, 2, 3)]


@contract.always(
    zh="只有 worker_0 和 worker_1 两个线程", en="There are the threads worker_0 and worker_1 only", promise="language"
)
def two_workers(run) -> bool:
    return {run[f"worker{n}"] for n in (1, 2, 3)} <= {"worker_0", "worker_1"}


@contract.always(
    zh="同一个线程取的几页，按顺序记下", en="The pages that one thread fetched come in their order", promise="cpython"
)
def in_turn(run) -> bool:
    place = places(run)
    return all(
        place[a] < place[b] or run[f"worker{a + 1}"] != run[f"worker{b + 1}"] for a, b in ((0, 1), (0, 2), (1, 2))
    )


@contract.sometimes(zh="第 2 页比第 1 页先记下", en="Page 2 is logged before page 1", within=200)
def page_2_first(run) -> bool:
    place = places(run)
    return place[1] < place[0]
