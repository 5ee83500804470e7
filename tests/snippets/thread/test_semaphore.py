"""Five threads download, and a semaphore lets two in at a time. Who comes next differs from run to run.

Run it: `pytest tests/snippets/thread/test_semaphore.py`
"""

from interleave import Contract, interleaved, lane

NAMES = ("a.png", "b.png", "c.png", "d.png", "e.png")

contract = Contract(
    "thread/semaphore.py",
    interleaved(*(lane(name, f"{name}: begins", f"{name}: ends") for name in NAMES), threads=True),
    "All downloads have ended",
)


def inside(run) -> list[int]:
    """How many have begun and not ended, after each line. While a torn line has no end, its thread is inside."""
    counts = [0]
    for line in sorted(run.lines[:-1], key=lambda line: (line.line, line.text.endswith("ends"))):
        counts.append(counts[-1] + (1 if line.text.endswith("begins") else -1))
    return counts


@contract.never(zh="同时进行的下载超过两个", en="More than two downloads go on at once", promise="language")
def more_than_two(run) -> bool:
    return max(inside(run)) > 2


@contract.sometimes(zh="两个下载同时进行", en="Two downloads go on at once", shown=True)
def two_at_once(run) -> bool:
    return max(inside(run)) == 2
