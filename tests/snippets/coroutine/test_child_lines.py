"""Two child processes are read line by line at the same time. Each child's lines keep their order, its exit status
comes after them, and lines of different children come in any order.

Run it: `pytest tests/snippets/coroutine/test_child_lines.py`
"""

from interleave import Contract, interleaved, lane

STEPS = ("fetch", "parse", "store")


def child(name: str, status: int):
    return lane(name, *(f"{name}: {step}" for step in STEPS), f"{name}: ended with status {status}")


contract = Contract(
    "coroutine/child_lines.py",
    interleaved(child("first", 0), child("second", 3)),
    "Both have ended.",
)


def lines(run, name: str) -> list[str]:
    return [text.split(": ")[1] for text in run.texts if text.startswith(name)]


@contract.always(
    zh="每个子进程的行按它打印的顺序到达",
    en="Each child's lines come in the order in which it printed them",
    promise="language",
)
def in_order(run) -> bool:
    return all(lines(run, name)[:3] == list(STEPS) for name in ("first", "second"))


@contract.always(
    zh="读完所有的行，才得到退出状态",
    en="The exit status comes after all lines",
    promise="program",
)
def status_last(run) -> bool:
    return all(lines(run, name)[-1].startswith("ended with status") for name in ("first", "second"))


@contract.never(
    zh="有一行被撕裂：打印的只有一个线程",
    en="A line is torn: only one thread prints",
    promise="program",
)
def torn(run) -> bool:
    return run.torn
