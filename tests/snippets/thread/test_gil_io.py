"""Four threads wait for answers from sockets at the same time, GIL or not. They are answered one after the other, so
every run prints the same.

Run it: `pytest tests/snippets/thread/test_gil_io.py`
"""

from interleave import Contract

contract = Contract(
    "thread/gil_io.py",
    "Four threads have asked, none has an answer yet",
    *(f"Thread {number} has its answer" for number in (3, 2, 1, 0)),
)


@contract.always(
    zh="四个线程都提了问题，才开始回答", en="All four have asked before the first is answered", promise="program"
)
def all_wait(run) -> bool:
    return run.index("Four threads have asked") == 0
