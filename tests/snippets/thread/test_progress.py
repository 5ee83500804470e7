"""Workers count the files that they have copied, and one thread prints the count from time to time. It never falls, and
the last line has all files; how many lines come before it differs.

Run it: `pytest tests/snippets/thread/test_progress.py`
"""

from itertools import pairwise

from interleave import Contract, repeated

contract = Contract(
    "thread/progress.py",
    repeated("[{bar:text}] {count:int} of 20"),
    f"[{'#' * 20}] 20 of 20",
)


@contract.always(
    zh="数目从不减少，在 0 和 20 之间",
    en="The count never falls, and is between 0 and 20",
    promise="program",
)
def rises(run) -> bool:
    counts = run.all("count")
    return all(one <= other for one, other in pairwise([0, *counts, 20]))


@contract.always(
    zh="每一行的进度条与数目一致",
    en="The bar of each line agrees with its count",
    promise="program",
)
def bar_and_count_agree(run) -> bool:
    shown = zip(run.all("bar"), run.all("count"), strict=True)
    return all(bar == "#" * count + "." * (20 - count) for bar, count in shown)


@contract.sometimes(
    zh="完成之前至少显示两次",
    en="It is shown at least twice before the end",
    shown=True,
)
def shown_before(run) -> bool:
    return len(run.all("count")) >= 2
