"""Two tasks of a task group tick until a timeout cancels them. Both clean up before the program goes on.

Run it: `pytest tests/snippets/coroutine/test_ticks_asyncio.py`
"""

from interleave import Contract, interleaved, lane, repeated

contract = Contract(
    "coroutine/ticks_asyncio.py",
    interleaved(
        lane("Ann", repeated("Ann: tick {ann:natural}", at_least=1), "Ann: cleans up"),
        lane("Bob", repeated("Bob: tick {bob:natural}", at_least=1), "Bob: cleans up"),
    ),
    "The time is up.",
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
    zh="先创建的任务先开始：Ann 先打印",
    en="The task that was created first begins first: Ann prints first",
    promise="cpython",
)
def in_order(run) -> bool:
    return run.texts[0] == "Ann: tick 1"


@contract.outcome("sometimes", zh="两个任务走了同样多步", en="Both tasks tick equally often", shown=True)
def equally_often(run) -> bool:
    return len(run.all("ann")) == len(run.all("bob"))


@contract.outcome("sometimes", zh="一个任务比另一个多走几步", en="One task ticks more often than the other")
def more_often(run) -> bool:
    return len(run.all("ann")) != len(run.all("bob"))
