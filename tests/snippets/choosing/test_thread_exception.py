from interleave import Contract, repeated

contract = Contract(
    "choosing/thread_exception.py",
    "Exception in thread Fails:",
    "Traceback (most recent call last):",
    repeated("  {:text}", at_least=4),
    "RuntimeError: only this thread ends",
    "Main thread: still here",
)


@contract.always(zh="抛出异常的线程结束，主线程继续", en="The thread that raised ends, the main thread goes on")
def goes_on(run) -> bool:
    return run.exit == 0 and run.texts[-1] == "Main thread: still here"
