"""The same callback twice: added before the task ends it is called in the worker, added afterwards at once.

Run it: `pytest tests/snippets/thread/test_executor_callback.py`
"""

from interleave import Contract

contract = Contract("thread/executor_callback.py", "worker_0: the page news", "MainThread: the page news")


@contract.always(
    zh="任务完成之后才添加的回调，由添加它的线程立刻调用",
    en="A callback added after the task has ended is called at once, by the thread that adds it",
    promise="language",
)
def at_once(run) -> bool:
    return run.texts[1].startswith("MainThread: ")


@contract.always(
    zh="事先添加的回调，由完成任务的那个工作线程调用",
    en="A callback added before is called by the worker that completes the task",
    promise="cpython",
)
def in_the_worker(run) -> bool:
    return run.texts[0].startswith("worker_0: ")
