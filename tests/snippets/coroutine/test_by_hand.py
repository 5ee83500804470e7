"""A coroutine is driven without an event loop, by send(): it is executed from pause to pause, and what it returns comes
in StopIteration. It goes through the four states that inspect tells. Every run prints the same.

Run it: `pytest tests/snippets/coroutine/test_by_hand.py`
"""

from interleave import Contract

contract = Contract(
    "coroutine/by_hand.py",
    "called: CORO_CREATED",
    "order: soup, CORO_RUNNING",
    "send: please wait",
    "paused: CORO_SUSPENDED",
    "returned: soup with rice",
    "ended: CORO_CLOSED",
)


@contract.always(
    zh="调用只创建协程，第一次 send 才执行它的代码",
    en="The call only creates the coroutine; the first send executes its code",
    promise="language",
)
def created(run) -> bool:
    return run.index("called: CORO_CREATED") < run.index("order: soup")


@contract.always(
    zh="协程依次经过四种状态：已创建、执行中、已暂停、已结束",
    en="The coroutine goes through four states: created, running, suspended, closed",
    promise="language",
)
def four_states(run) -> bool:
    states = [text[text.index("CORO_") :] for text in run.texts if "CORO_" in text]
    return states == ["CORO_CREATED", "CORO_RUNNING", "CORO_SUSPENDED", "CORO_CLOSED"]


@contract.always(
    zh="传入的值就是 await 的结果",
    en="The value that is sent is the result of await",
    promise="program",
)
def sent(run) -> bool:
    return "returned: soup with rice" in run.texts
