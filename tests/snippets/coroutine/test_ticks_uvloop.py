"""ticks_asyncio.py with another event loop: uvloop.
The contract is the same, but for which task begins: uvloop documents no order.

Run it: `pytest tests/snippets/coroutine/test_ticks_uvloop.py`
"""

from interleave import Contract, interleaved, lane, repeated

contract = Contract(
    "coroutine/ticks_uvloop.py",
    interleaved(
        lane("Ann", repeated("Ann: tick {ann:natural}", at_least=1), "Ann: cleans up"),
        lane("Bob", repeated("Bob: tick {bob:natural}", at_least=1), "Bob: cleans up"),
    ),
    "The time is up.",
    files=("coroutine/ticks_asyncio.py",),
    needs=("uvloop",),
)


@contract.always(
    zh="每个任务从 1 开始，一个不漏地数下去",
    en="Each task counts from 1 and leaves no number out",
    promise="program",
)
def counts(run) -> bool:
    return all(run.all(name) == list(range(1, len(run.all(name)) + 1)) for name in ("ann", "bob"))


@contract.always(
    zh="两个任务都清理完了，才打印最后一行",
    en="Both tasks have cleaned up before the last line is printed",
    promise="language",
)
def none_left(run) -> bool:
    return [text.endswith("cleans up") for text in run.texts].count(True) == 2 and run.texts[-1] == "The time is up."


@contract.always(
    zh="清理以后，任务不再打印",
    en="After its clean-up a task prints nothing more",
    promise="program",
)
def last(run) -> bool:
    return all(
        [text for text in run.texts if text.startswith(name)][-1] == f"{name}: cleans up" for name in ("Ann", "Bob")
    )


@contract.always(
    zh="一个任务开始清理之后，另一个也不再走",
    en="When one task cleans up, the other ticks no more either",
    promise="program",
)
def both_cancelled(run) -> bool:
    return all(text.endswith("cleans up") for text in run.texts[-3:-1])


@contract.always(
    zh="每个任务最多走四步：第五步要等到 0.08 秒，0.07 秒就到时间了",
    en="Each task ticks at most four times: a fifth would come after 0.08 seconds, and the time is up after 0.07",
    promise="program",
)
def at_most_four(run) -> bool:
    return max(len(run.all("ann")), len(run.all("bob"))) <= 4


@contract.outcome("sometimes", zh="两个任务走了同样多步", en="Both tasks tick equally often", shown=True)
def equally_often(run) -> bool:
    return len(run.all("ann")) == len(run.all("bob"))


@contract.outcome("sometimes", zh="一个任务比另一个多走几步", en="One task ticks more often than the other")
def more_often(run) -> bool:
    return len(run.all("ann")) != len(run.all("bob"))


@contract.always(
    zh="先创建的任务先开始：Ann 先打印",
    en="The task that was created first begins first: Ann prints first",
    promise="cpython",
)
def in_order(run) -> bool:
    return run.texts[0] == "Ann: tick 1"


@contract.always(
    zh="轮流走：Ann 一步，Bob 一步，再轮到 Ann",
    en="They take turns: Ann ticks, then Bob, then Ann again",
    promise="cpython",
)
def turns(run) -> bool:
    ticks = [text.split(":")[0] for text in run.texts if ": tick " in text]
    return all(name == ("Ann", "Bob")[number % 2] for number, name in enumerate(ticks))


@contract.exempt(
    zh="测的就是睡眠的时间",
    en="what it measures is the time of its sleeps",
)
def awake(circumstance) -> bool:
    return circumstance.setup == "sleepless"
