"""Three threads write lines to one file: to a binary one without a lock, to a text file by print() under a lock. In
every run and on every build all lines are whole.

Run it: `pytest tests/snippets/thread/test_file_lines.py`
"""

from interleave import Contract

contract = Contract(
    "thread/file_lines.py",
    "write_binary: all lines whole: True",
    "print_text: all lines whole: True",
)


@contract.always(
    zh="二进制文件：一次 write 写的一行不会断开",
    en="Binary file: a line that is written by one write() stays whole",
    promise="cpython",
)
def binary_whole(run) -> bool:
    return run.texts[0].endswith("True")


@contract.always(
    zh="文本文件：持有锁时打印的一行不会断开",
    en="Text file: a line that is printed under the lock stays whole",
    promise="language",
)
def text_whole(run) -> bool:
    return run.texts[1].endswith("True")
