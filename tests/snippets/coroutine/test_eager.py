"""create_task only schedules a task, so a value read before it and written after it is not stale. An eager task runs
inside create_task, and its addition is lost. Every run prints the same.

Run it: `pytest tests/snippets/coroutine/test_eager.py`
"""

from interleave import Contract

contract = Contract(
    "coroutine/eager.py",
    "Usual tasks: should be 2 and is 2",
    "Eager tasks: should be 2 and is 1",
    since="3.12",
)


@contract.always(
    zh="普通任务只是安排好，读和写之间没有切换",
    en="A usual task is only scheduled: there is no switch between reading and writing",
    promise="language",
)
def scheduled(run) -> bool:
    return run.texts[0].endswith(" is 2")


@contract.always(
    zh="急切任务在 create_task 里执行，它的加法丢失了",
    en="The eager task runs inside create_task, and its addition is lost",
    promise="language",
)
def at_once(run) -> bool:
    return run.texts[1].endswith(" is 1")
