"""The same countdown as a class with __aiter__ and __anext__ and as an asynchronous generator. Both suspend before each
number, so two tasks that go through them take turns.

Run it: `pytest tests/snippets/coroutine/test_async_for.py`
"""

from interleave import Contract, interleaved, lane

contract = Contract(
    "coroutine/async_for.py",
    interleaved(*(lane(name, *(f"{name}: {number}" for number in (3, 2, 1))) for name in ("class", "generator"))),
    "[3, 1]",
    "3",
)


@contract.always(
    zh="两种写法给出同样的数：3、2、1",
    en="Both ways give the same numbers: 3, 2, 1",
    promise="language",
)
def the_same(run) -> bool:
    return all(
        [text.split()[1] for text in run.texts if text.startswith(name)] == ["3", "2", "1"]
        for name in ("class", "generator")
    )


@contract.always(
    zh="两个任务轮流：每取一个数都会切换",
    en="The two tasks take turns: each number makes one switch",
    promise="cpython",
)
def turns(run) -> bool:
    return [text.split(":")[0] for text in run.texts[:6]] == ["class", "generator"] * 3


@contract.never(
    zh="有一行被撕裂：打印的只有一个线程",
    en="A line is torn: only one thread prints",
    promise="program",
)
def torn(run) -> bool:
    return run.torn
