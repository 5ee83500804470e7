"""Two threads print five lines each. Each thread's lines keep their order; lines of different threads come in any
order. On CPython with the GIL, and with a buffer, no line is torn.

Run it: `pytest tests/snippets/thread/test_two_loops.py`
"""

from interleave import Contract, interleaved, lane

contract = Contract(
    "thread/two_loops.py",
    interleaved(
        lane("tick", *(f"tick >>> {n}" for n in range(1, 6))),
        lane("tock", *(f"tock >>> {n}" for n in range(1, 6))),
        threads=True,
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


def tears(circumstance) -> str:
    return "sometimes" if circumstance.free_threaded or not circumstance.buffered else "never"


def names(run) -> list[str]:
    return [text.split()[0] for text in run.texts[:-1]]


@contract.outcome("sometimes", zh="tick 的五行全在前", en="All five ticks come first")
def tick_first(run) -> bool:
    return not run.torn and names(run) == ["tick"] * 5 + ["tock"] * 5


@contract.outcome("sometimes", zh="tock 的五行全在前", en="All five tocks come first")
def tock_first(run) -> bool:
    return not run.torn and names(run) == ["tock"] * 5 + ["tick"] * 5


@contract.outcome("sometimes", zh="两个线程的行混在一起", en="Ticks and tocks are mixed", shown=True)
def mixed(run) -> bool:
    return not run.torn and names(run) not in (["tick"] * 5 + ["tock"] * 5, ["tock"] * 5 + ["tick"] * 5)


@contract.outcome(tears, zh="有一行被撕裂", en="A line is torn", promise="cpython")
def tears_a_line(run) -> bool:
    return run.torn
