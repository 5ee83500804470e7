"""A pool sends functions and arguments to its worker by pickle. A function of the module can be pickled, by its name; a
lambda and a lock cannot, and the error is raised in the parent.

Run it: `pytest tests/snippets/start/test_unpicklable.py`
"""

from interleave import Contract, one_of

CANNOT = "A lambda: PicklingError: Can't pickle <function <lambda> at {address:hex}>: "

contract = Contract(
    "start/unpicklable.py",
    "A function: 9",
    one_of(CANNOT + "attribute lookup <lambda> on __main__ failed", CANNOT + "it's not found as __main__.<lambda>"),
    "A lock: TypeError: cannot pickle '_thread.lock' object",
)


@contract.always(
    zh="lambda 和锁都送不到工作进程，异常在父进程里抛出",
    en="Neither the lambda nor the lock reaches the worker; the parent gets the exception",
    promise="cpython",
)
def both_fail(run) -> bool:
    return "PicklingError" in run.texts[1] and "TypeError" in run.texts[2]


@contract.always(zh="lambda 的地址是 8 的倍数", en="The address of the lambda is a multiple of 8", promise="cpython")
def address(run) -> bool:
    return 0 < run["address"] < 2**64 and run["address"] % 8 == 0


@contract.always(
    zh="从 3.14 起，lambda 的出错信息换了说法",
    en="Since 3.14 the message about the lambda has other words",
    promise="cpython",
)
def words(run) -> bool:
    return run.texts[1].endswith("it's not found as __main__.<lambda>") == (run.version >= (3, 14))
