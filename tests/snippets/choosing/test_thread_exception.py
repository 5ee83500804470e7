from interleave import Contract, optional, repeated

contract = Contract(
    "choosing/thread_exception.py",
    "Exception in thread Fails:",
    "Traceback (most recent call last):",
    repeated(
        '  File "{:path}/threading.py", line {:int}, in {:name}',
        "    self.{:text}",
        optional("    ~{marks:word}"),
        at_least=2,
        at_most=2,
    ),
    '  File "{:path}/thread_exception.py", line 5, in fail',
    '    raise RuntimeError("only this thread ends")',
    "RuntimeError: only this thread ends",
    "Main thread: still here",
)


@contract.always(zh="抛出异常的线程结束，主线程继续", en="The thread that raised ends, the main thread goes on")
def goes_on(run) -> bool:
    return run.exit == 0 and run.texts[-1] == "Main thread: still here"


@contract.always(
    zh="从 3.13 起，调用栈里出错的调用下面有记号", en="Since 3.13 the calls of a traceback are marked below"
)
def marked(run) -> bool:
    return len(run.all("marks")) == (2 if run.version >= (3, 13) else 0)
