"""Two clients and two servers exchange words over sockets, first under asyncio and then under the small loop. Both
halves keep the same contract: each word is answered in capitals before the next one is sent.

Run it: `pytest tests/snippets/coroutine/test_loop_echo.py`
"""

from interleave import Contract, interleaved, lane


def talk(loop: str, name: str, *, first: bool = False):
    lines = [f"{name}: {line}" for line in ("sends tea", "receives TEA", "sends toast", "receives TOAST")]
    return lane(f"{name}, {loop}", *lines[first:])


def half(loop: str):
    """What the program prints under either loop."""
    return (
        f"== {loop}",
        "Ann: sends tea",
        interleaved(talk(loop, "Ann", first=True), talk(loop, "Bob")),
        "Both connections have ended",
    )


contract = Contract(
    "coroutine/loop_echo.py",
    *half("asyncio"),
    *half("small_loop"),
    files=("coroutine/small_loop.py", "coroutine/small_task.py"),
    seconds=20,
)


def halves(run) -> tuple[list[str], list[str]]:
    """The lines under each loop, without its name."""
    second = run.index("== small_loop")
    return run.texts[1:second], run.texts[second + 1 :]


@contract.always(
    zh="在两个事件循环里，每个词都先有回答，才发下一个",
    en="Under both loops each word is answered before the next one is sent",
    promise="program",
)
def answered_first(run) -> bool:
    return all(
        texts.index(f"{name}: receives TEA") < texts.index(f"{name}: sends toast")
        for texts in halves(run)
        for name in ("Ann", "Bob")
    )


@contract.always(
    zh="在两个事件循环里，Ann 的计时器都先登记，也先到期",
    en="Under both loops the timer of Ann is registered first and fires first",
    promise="cpython",
)
def ann_first(run) -> bool:
    return all(texts[0] == "Ann: sends tea" for texts in halves(run))


@contract.sometimes(
    zh="两个事件循环打印的行，顺序相同",
    en="Both loops print the lines in the same order",
    shown=True,
)
def same_order(run) -> bool:
    first, second = halves(run)
    return first == second


@contract.sometimes(
    zh="在两个事件循环里，一个连接还在等回答，另一个就发了词",
    en="Under both loops one connection sends a word while the other waits for its answer",
    shown=True,
)
def overlap(run) -> bool:
    return all(texts.index("Bob: sends tea") < texts.index("Ann: receives TEA") for texts in halves(run))
