"""In debug mode asyncio logs which task held up the event loop for longer than 0.1 seconds. A function that blocks in
another thread does not hold it up.

Run it: `pytest tests/snippets/coroutine/test_slow_callback.py`
"""

import re

from interleave import Contract, repeated

contract = Contract(
    "coroutine/slow_callback.py",
    # On a busy machine other steps may be slow, too.
    repeated("Executing {what:text} took {took:seconds.3} seconds", at_least=1, at_most=20),
)

BLOCKED = re.compile(
    r"<Task finished name='Task-2' coro=<save\(\) done, defined at (?:\S*/)?slow_callback\.py:5> "
    r"result=None created at \S+/asyncio/tasks\.py:[1-9]\d*>"
)


def reported(run) -> list[tuple[str, float]]:
    return list(zip(run.all("what"), run.all("took"), strict=True))


@contract.always(
    zh="报告 save() 那个任务，时间不少于它睡的 0.2 秒",
    en="The task of save() is reported, with no less than the 0.2 seconds that it sleeps",
    promise="language",
)
def save_is_reported(run) -> bool:
    return [took >= 0.2 for what, took in reported(run) if BLOCKED.fullmatch(what)] == [True]


@contract.never(zh="报告不到 0.1 秒的步骤", en="A step of less than 0.1 seconds is reported", promise="language")
def quick_reported(run) -> bool:
    return min(run.all("took")) < 0.1


@contract.sometimes(
    zh="只报告这一个：在另一个线程里睡眠，不阻塞事件循环",
    en="It is the only one: sleeping in another thread does not block the event loop",
    shown=True,
)
def only_one(run) -> bool:
    return len(reported(run)) == 1


STEPS = (
    r"<Task pending name='Task-1' coro=<main\(\) running at \S*:14>",
    r"<Task finished name='Task-2' ",
    r"<Task pending name='Task-1' coro=<main\(\) running at \S*:15>",
    r"<Task pending name='Task-3' ",
    r"<Task finished name='Task-3' ",
    r"<Task finished name='Task-1' ",
)


@contract.always(
    zh="程序里任务的每一步最多报告一次，先后就是执行的先后",
    en="Each step of the program's tasks is reported at most once, in the order in which they are executed",
    promise="program",
)
def in_order(run) -> bool:
    steps = [number for what in run.all("what") for number, step in enumerate(STEPS) if re.match(step, what)]
    return steps == sorted(set(steps))


@contract.exempt(
    zh="睡眠就是它要找的那个慢步骤",
    en="a sleep is the slow step that it looks for",
)
def awake(circumstance) -> bool:
    return circumstance.setup == "sleepless"
