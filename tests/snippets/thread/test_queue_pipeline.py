"""Reader, transformer and writer, with a queue of one place between each two. However slow the writer is, the reader is
never more than five lines ahead of it.

Run it: `pytest tests/snippets/thread/test_queue_pipeline.py`
"""

from interleave import Contract, interleaved, lane

RECORDS = ("/home 0.12", "/cart 0.34", "/cart 0.41", "/home 0.09", "/help 0.055", "/user 0.23", "/cart 0.31")

contract = Contract(
    "thread/queue_pipeline.py",
    interleaved(
        lane("Reader", *(f"Reader: line {number}" for number in range(1, 8))),
        lane("Writer", *(f"Writer: {record.replace(' ', ' took ')} s" for record in RECORDS)),
        threads=True,
    ),
    "All lines are written",
)


def ahead(run, who: str) -> list[int]:
    """How many more lines are read than written, whenever the thread named `who` prints.

    A text of the other thread that has no end yet has no effect yet: the other has not gone on.
    """
    counts = []
    for at, line in enumerate(run.lines[:-1]):
        read = sum(earlier.text.startswith("Reader") for earlier in run.lines[: at + 1])
        unended = at - line.line  # as many texts before, less as many line ends: 1 if the other's last one has no end
        if line.text.startswith(who):
            counts.append(read - (at + 1 - read) + (unended if who == "Reader" else -unended))
    return counts


@contract.never(
    zh="读取领先写入超过 5 行：队列里共 2 行，三个线程手里各 1 行",
    en="The reader is more than 5 lines ahead of the writer: 2 in the queues, 1 with each of the three threads",
    promise="program",
)
def more_than_five_ahead(run) -> bool:
    return max(ahead(run, "Reader")) > 5


@contract.never(zh="一行还没读就写了出来", en="A line is written before it is read", promise="program")
def written_before_read(run) -> bool:
    return min(ahead(run, "Writer")) < 0


@contract.sometimes(zh="读取恰好领先 5 行", en="The reader is 5 lines ahead", shown=True)
def five_ahead(run) -> bool:
    return max(ahead(run, "Reader")) == 5
