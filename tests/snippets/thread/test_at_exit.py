"""What happens at the end of a program: the main thread executes its last line, Python waits for the non-daemon thread,
and after that it calls the functions that were registered with atexit.

Run it: `pytest tests/snippets/thread/test_at_exit.py`
"""

from interleave import Contract

contract = Contract(
    "thread/at_exit.py",
    "Main thread: last line",
    "Worker: last line",
    "atexit: is the worker alive? False",
)


@contract.always(
    zh="主线程执行完最后一行以后，工作线程还做完自己的事",
    en="After the last line of the main thread the worker still finishes what it does",
    promise="language",
)
def worker_finishes(run) -> bool:
    return run.index("Main thread") < run.index("Worker")


@contract.always(
    zh="atexit 登记的函数在工作线程结束以后才调用",
    en="The function registered with atexit is called after the worker has ended",
    promise="cpython",
)
def atexit_last(run) -> bool:
    return run.texts[-1] == "atexit: is the worker alive? False"
