"""The program of ticks_asyncio.py, written for trio.
The contract is the same, but for which task begins: trio chooses at random.

Run it: `pytest tests/snippets/coroutine/test_ticks_trio.py`
"""

from interleave import Contract, interleaved, lane, repeated

contract = Contract(
    "coroutine/ticks_trio.py",
    interleaved(
        lane("Ann", repeated("Ann: tick {ann:natural}", at_least=1), "Ann: cleans up"),
        lane("Bob", repeated("Bob: tick {bob:natural}", at_least=1), "Bob: cleans up"),
    ),
    "The time is up.",
    needs=("trio",),
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
    promise="program",
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


@contract.always(
    zh="两个任务都走了第一步，才有一个走第二步",
    en="Both have ticked once before one ticks a second time",
    promise="program",
)
def both_begin(run) -> bool:
    return sorted(run.texts[:2]) == ["Ann: tick 1", "Bob: tick 1"]


def equally_often(run) -> bool:
    return len(run.all("ann")) == len(run.all("bob"))


@contract.outcome(
    "sometimes", zh="Ann 先开始，两个任务走了同样多步", en="Ann begins first, and both tick equally often"
)
def ann_first(run) -> bool:
    return equally_often(run) and run.texts[0] == "Ann: tick 1"


@contract.outcome(
    "sometimes",
    zh="Bob 先开始，虽然他后启动，两个任务走了同样多步",
    en="Bob begins first, though started second, and both tick equally often",
    shown=True,
)
def bob_first(run) -> bool:
    return equally_often(run) and run.texts[0] == "Bob: tick 1"


@contract.outcome("sometimes", zh="一个任务比另一个多走几步", en="One task ticks more often than the other")
def more_often(run) -> bool:
    return not equally_often(run)


@contract.always(
    zh="一个任务在另一个走某一步之前走过一步，那么另一个走下一步时它也再走一步，至多紧跟在后",
    en="A task that ticked before the other's tick ticks again by the other's next one, at the latest right after it",
    promise="program",
)
def keeps_pace(run) -> bool:
    at = {text: number for number, text in enumerate(run.texts)}
    for one, other in (("Ann", "Bob"), ("Bob", "Ann")):
        for n in (1, 2):
            third = at.get(f"{one}: tick {n + 2}")
            if third is None or at.get(f"{other}: tick {n}", third) > at[f"{one}: tick {n + 1}"]:
                continue
            if at.get(f"{other}: tick {n + 1}", third + 2) > third + 1:
                return False
    return True


@contract.exempt(
    zh="测的就是睡眠的时间",
    en="what it measures is the time of its sleeps",
)
def awake(circumstance) -> bool:
    return circumstance.setup == "sleepless"
