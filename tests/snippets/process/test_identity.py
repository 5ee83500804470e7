"""Three threads of one process have the same process id and three different thread ids.

Run it: `pytest tests/snippets/process/test_identity.py`
"""

import sys

from interleave import Contract

contract = Contract(
    "process/identity.py",
    "MainThread: process {process:program}, thread {main:thread}",
    "typing: process {process:program}, thread {typing:thread}",
    "spelling: process {process:program}, thread {spelling:thread}",
)


@contract.always(zh="三个线程，三个不同的标识", en="Three threads, three different ids", promise="language")
def three_threads(run) -> bool:
    return len({run["main"], run["typing"], run["spelling"]}) == 3


@contract.always(
    zh="在 Linux 上，主线程的标识就是进程号，标识最大到 4194304",
    en="On Linux the main thread's id is the process id, and no id is larger than 4194304",
    promise="system",
)
def ids_on_linux(run) -> bool:
    ids = [run["main"], run["typing"], run["spelling"]]
    return sys.platform != "linux" or (run["main"] == run["process"] and max(ids) <= 4_194_304)
