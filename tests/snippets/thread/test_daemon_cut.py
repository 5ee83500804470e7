"""A daemon thread is in the middle of its work when the main thread ends. It does not go on, and its finally block is
not executed.

Run it: `pytest tests/snippets/thread/test_daemon_cut.py`
"""

from interleave import Contract

contract = Contract(
    "thread/daemon_cut.py",
    "Daemon: begins to save",
    "Main thread: last line",
)


@contract.always(
    zh="程序结束，不等守护线程",
    en="The program ends and does not wait for the daemon thread",
    promise="language",
)
def does_not_wait(run) -> bool:
    return run.texts[-1] == "Main thread: last line" and run.exit == 0


@contract.never(
    zh="守护线程的 finally 在程序结束时执行",
    en="The daemon's finally block is executed at the end of the program",
    promise="cpython",
)
def cleans_up(run) -> bool:
    return "Daemon: cleans up" in run.texts
