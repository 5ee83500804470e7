"""A queue and a future of one event loop are used in another. The queue refuses where it would have to wait; while it
has an entry, it does not notice.

Run it: `pytest tests/snippets/coroutine/test_two_runs.py`
"""

from interleave import Contract

contract = Contract(
    "coroutine/two_runs.py",
    "First run: tea",
    "Second run: cake",
    "RuntimeError: <Queue at {address:hex} maxsize=0 tasks=2> is bound to a different event loop",
    "RuntimeError: Task <Task pending name='Task-5' coro=<second() running at {:path}/two_runs.py:19> "
    "cb=[_run_until_complete_cb() at {:text}/asyncio/base_events.py:{:natural}]{:text?}> "
    "got Future <Future pending{:text?}> attached to a different loop",
)


@contract.always(
    zh="队列里有东西时，get() 不必等待，换了事件循环也能用",
    en="While the queue has an entry, get() need not wait, and works in another event loop, too",
    promise="cpython",
)
def unnoticed(run) -> bool:
    return run.texts[1] == "Second run: cake"


@contract.always(
    zh="需要等待时，属于另一个事件循环的队列抛出 RuntimeError",
    en="Where it has to wait, a queue of another event loop raises RuntimeError",
    promise="cpython",
)
def bound(run) -> bool:
    return run.texts[2].endswith("is bound to a different event loop")


@contract.always(
    zh="等待另一个事件循环的 Future 对象，抛出 RuntimeError",
    en="To await a future of another event loop raises RuntimeError",
    promise="cpython",
)
def attached(run) -> bool:
    return run.texts[3].endswith("attached to a different loop")


@contract.always(
    zh="队列的地址是 8 的倍数，用小写的十六进制打印",
    en="The address of the queue is a multiple of 8, printed in lower-case hexadecimal",
    promise="cpython",
)
def address(run) -> bool:
    return f" at {run['address']:#x} " in run.texts[2] and run["address"] > 0 and run["address"] % 8 == 0
