"""Where a function runs that is given to an executor: in another process, in a thread of a pool, or in a thread of the
default executor, which asyncio.to_thread uses, too.

Run it: `pytest tests/snippets/coroutine/test_executors.py`
"""

import re

from interleave import Contract

contract = Contract(
    "coroutine/executors.py",
    "The event loop: process {loop:program}, MainThread",
    "A process pool: process {worker:child}, MainThread",
    "A thread pool: process {pool:program}, files_0",
    "The default executor: process {default:program}, {first:name}",
    "to_thread: process {to_thread:program}, {second:name}",
)


@contract.always(
    zh="进程池里的函数在另一个进程里执行，其余的都在程序自己的进程里",
    en="In the process pool the function runs in another process, otherwise in the program's own",
    promise="language",
)
def processes(run) -> bool:
    return run["loop"] == run["pool"] == run["default"] == run["to_thread"] != run["worker"]


@contract.always(
    zh="默认执行器的线程，名字以 asyncio_ 开头",
    en="The names of the default executor's threads begin with asyncio_",
    promise="cpython",
)
def names(run) -> bool:
    return run["first"] == "asyncio_0" and re.fullmatch("asyncio_[01]", run["second"]) is not None


@contract.sometimes(zh="to_thread 又用了同一个线程", en="to_thread gets the same thread again", shown=True)
def same(run) -> bool:
    return run["first"] == run["second"]
