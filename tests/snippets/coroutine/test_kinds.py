"""A coroutine function is a function; a coroutine, a task and a future can be awaited. A task is a future. A task that
is done gives its result again; a coroutine can be awaited only once. Every run prints the same.

Run it: `pytest tests/snippets/coroutine/test_kinds.py`
"""

from interleave import Contract

contract = Contract(
    "coroutine/kinds.py",
    "answer: function, cannot be awaited",
    "coroutine: coroutine, can be awaited",
    "task: Task, can be awaited",
    "future: Future, can be awaited",
    "A task is a future: True",
    "coroutine: 42",
    "task: 42",
    "future: 42",
    "task again: 42",
    "coroutine again: cannot reuse already awaited coroutine",
)


@contract.always(
    zh="协程、任务、future 可以 await，协程函数不可以",
    en="Coroutine, task and future can be awaited, the coroutine function cannot",
    promise="language",
)
def awaitable(run) -> bool:
    return [text.partition(":")[0] for text in run.texts if text.endswith("can be awaited")] == [
        "coroutine",
        "task",
        "future",
    ]


@contract.always(
    zh="完成的任务可以再次 await，得到同样的结果",
    en="A task that is done can be awaited again, with the same result",
    promise="language",
)
def again(run) -> bool:
    return "task: 42" in run.texts and "task again: 42" in run.texts


@contract.always(
    zh="协程只能 await 一次，第二次抛出 RuntimeError",
    en="A coroutine can be awaited once; the second time raises RuntimeError",
    promise="language",
)
def once(run) -> bool:
    return run.texts[-1].startswith("coroutine again: cannot")
