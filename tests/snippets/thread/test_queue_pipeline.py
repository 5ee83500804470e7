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


def ahead(run, last: str) -> list[int]:
    """How many more lines are read than written, after each line of the output.

    As long as a torn line has no end, the thread named `last` has not gone on.
    """
    counts = [0]
    for line in sorted(run.lines[:-1], key=lambda line: (line.line, line.text.startswith(last))):
        counts.append(counts[-1] + (1 if line.text.startswith("Reader") else -1))
    return counts


@contract.never(
    zh="读取领先写入超过 5 行：队列里共 2 行，三个线程手里各 1 行",
    en="The reader is more than 5 lines ahead of the writer: 2 in the queues, 1 with each of the three threads",
    promise="program",
)
def more_than_five_ahead(run) -> bool:
    return max(ahead(run, "Writer")) > 5


@contract.never(zh="一行还没读就写了出来", en="A line is written before it is read", promise="program")
def written_before_read(run) -> bool:
    return min(ahead(run, "Reader")) < 0


@contract.sometimes(zh="读取恰好领先 5 行", en="The reader is 5 lines ahead", shown=True)
def five_ahead(run) -> bool:
    return max(ahead(run, "Writer")) == 5
