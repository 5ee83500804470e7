"""A pool's initializer raises. Its traceback is logged, the waiting task gets BrokenThreadPool, and so does submit.

Run it: `pytest tests/snippets/thread/test_executor_broken.py`
"""

from interleave import Contract, traceback

contract = Contract(
    "thread/executor_broken.py",
    "Exception in initializer:",
    traceback(
        "ConnectionError: no database", ("executor_broken.py", 6, "connect", 'raise ConnectionError("no database")')
    ),
    "The task: BrokenThreadPool",
    "submit: A thread initializer failed, the thread pool is not usable anymore",
)


@contract.always(
    zh="等着的任务得到 BrokenThreadPool，而不是初始化函数的异常",
    en="The waiting task gets BrokenThreadPool, not the exception of the initializer",
    promise="language",
)
def task_is_told(run) -> bool:
    return run.texts[-2] == "The task: BrokenThreadPool"


@contract.always(
    zh="之后再 submit 也抛出 BrokenThreadPool",
    en="A later submit raises BrokenThreadPool, too",
    promise="language",
)
def stays_broken(run) -> bool:
    return run.texts[-1].startswith("submit: ")


@contract.always(
    zh="初始化函数由池的一个线程调用：调用栈从 _worker 开始，主线程的代码不在里面",
    en="The pool's thread calls the initializer: the traceback begins with _worker, and has no line of the main thread",
    promise="cpython",
)
def in_a_worker(run) -> bool:
    frames = [text for text in run.texts if text.startswith('  File "')]
    functions = [frame.rpartition(", in ")[2] for frame in frames]
    library = all("concurrent/futures/thread.py" in frame for frame in frames[:-1])
    return library and functions in (["_worker", "connect"], ["_worker", "initialize", "connect"])


@contract.always(
    zh="调用栈由 logging 打印到标准错误，先于任务的结果",
    en="logging prints the traceback to standard error, before the task has its result",
    promise="cpython",
)
def traceback_first(run) -> bool:
    return run.index("ConnectionError") < run.index("The task")
