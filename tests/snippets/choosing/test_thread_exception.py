"""An exception in a thread ends that thread with a traceback. The main thread goes on, and the exit status is 0.

Run it: `pytest tests/snippets/choosing/test_thread_exception.py`
"""

from interleave import Contract, in_order, one_of, optional

contract = Contract(
    "choosing/thread_exception.py",
    "Exception in thread Fails:",
    "Traceback (most recent call last):",
    '  File "{library:path}/threading.py", line {inner:natural}, in _bootstrap_inner',
    one_of(
        in_order("    self.run()", optional("    ~~~~~~~~^^")),
        in_order("    self._context.run(self.run)", optional("    ~~~~~~~~~~~~~~~~~^^^^^^^^^^")),  # since 3.14
    ),
    '  File "{library:path}/threading.py", line {outer:natural}, in run',
    "    self._target(*self._args, **self._kwargs)",
    optional("    ~~~~~~~~~~~~^^^^^^^^^^^^^^^^^^^^^^^^^^^^^"),
    '  File "{:path}/thread_exception.py", line 5, in fail',
    '    raise RuntimeError("only this thread ends")',
    "RuntimeError: only this thread ends",
    "Main thread: still here",
)


@contract.always(
    zh="抛出异常的线程结束，主线程继续", en="The thread that raised ends, the main thread goes on", promise="language"
)
def goes_on(run) -> bool:
    return run.exit == 0 and run.texts[-1] == "Main thread: still here"


@contract.always(
    zh="threading.py 里，run 在 _bootstrap_inner 之前",
    en="In threading.py, run stands before _bootstrap_inner",
    promise="cpython",
)
def in_the_library(run) -> bool:
    return run["outer"] < run["inner"]


@contract.always(
    zh="从 3.13 起，调用栈里独占一行的调用，下面也有记号",
    en="Since 3.13 a call that fills its line of a traceback is marked below, too",
    promise="cpython",
)
def marked(run) -> bool:
    return sum(text.startswith("    ~") for text in run.texts) == (2 if run.version >= (3, 13) else 0)


@contract.always(
    zh="从 3.14 起，线程的 run() 通过一个上下文对象来调用，调用栈里看得见",
    en="Since 3.14 a thread's run() is called through a context object, as its traceback shows",
    promise="cpython",
)
def in_a_context(run) -> bool:
    return ("    self._context.run(self.run)" in run.texts) == (run.version >= (3, 14))


@contract.exempt(zh="从 3.13 起，打印出来的调用栈带颜色", en="since 3.13 the traceback is printed in colours")
def coloured(circumstance) -> bool:
    return circumstance.setup == "colours" and circumstance.version >= (3, 13)


@contract.exempt(zh="调用栈里没有 `^` 和 `~` 的记号", en="the traceback has no marks of `^` and `~`")
def unmarked(circumstance) -> bool:
    return circumstance.setup == "unmarked" and circumstance.version >= (3, 13)
