"""Two threads print five lines each, to a stream that does not buffer. A print is more than one write there, so that
the other thread can come in between: some run shows a torn line.

Run it: `pytest tests/snippets/thread/test_unbuffered.py`
"""

from interleave import Contract, interleaved, lane

contract = Contract(
    "thread/unbuffered.py",
    interleaved(
        lane("tick", *(f"tick >>> {n}" for n in range(1, 6))),
        lane("tock", *(f"tock >>> {n}" for n in range(1, 6))),
        torn=True,
    ),
    "Both ended.",
)


@contract.always(
    zh="每个线程自己的五行都在，顺序不变", en="Each thread's five lines are there, in their order", promise="program"
)
def each_in_order(run) -> bool:
    return all(
        [text for text in run.texts if text.startswith(name)] == [f"{name} >>> {n}" for n in range(1, 6)]
        for name in ("tick", "tock")
    )


@contract.outcome("sometimes", zh="有一行被撕裂", en="A line is torn", shown=True)
def torn(run) -> bool:
    return run.torn


@contract.outcome("sometimes", zh="每一行都完整", en="Every line is whole")
def stays_whole(run) -> bool:
    return not run.torn
