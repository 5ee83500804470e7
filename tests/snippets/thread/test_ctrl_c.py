"""SIGINT comes while the main thread and another wait. The main thread, and no other, gets KeyboardInterrupt; it sets
an event, and the other thread ends.

Run it: `pytest tests/snippets/thread/test_ctrl_c.py`
"""

from interleave import Contract

contract = Contract(
    "thread/ctrl_c.py",
    "Main thread: KeyboardInterrupt",
    "Worker: told to stop",
    "Main thread: the worker has ended",
)


@contract.always(
    zh="KeyboardInterrupt 在主线程里抛出",
    en="KeyboardInterrupt is raised in the main thread",
    promise="language",
)
def in_main(run) -> bool:
    return run.texts[0] == "Main thread: KeyboardInterrupt"


@contract.never(
    zh="工作线程得到 KeyboardInterrupt",
    en="The worker gets KeyboardInterrupt",
    promise="language",
)
def in_worker(run) -> bool:
    return "Worker: KeyboardInterrupt" in run.texts
