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
    # Whose the end of a torn line is, nobody sees. So follow each way: the texts that have no end yet.
    ways, ends, begun, ended = {frozenset()}, 0, 0, 0
    for line in run.lines[:-1]:
        for _ in range(line.line - ends):
            ways = {way - {text} for way in ways for text in way}
        ends = line.line
        name, does = line.text.split(": ")
        begun, ended = begun + (does == "begins"), ended + (does == "ends")
        if does == "ends":
            ways = {way for way in ways if f"{name}: begins" not in way}
        else:
            ways = {way for way in ways if begun - ended + sum(text.endswith("ends") for text in way) <= 2}
        ways = {way | {line.text} for way in ways}
    return not ways


@contract.sometimes(zh="两个下载同时进行", en="Two downloads go on at once", shown=True)
def two_at_once(run) -> bool:
    return max(inside(run)) == 2
