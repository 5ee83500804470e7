"""A function that is defined below `if __name__ == "__main__":` does not exist in a child started with spawn. The
worker dies when it unpickles the task, and the pool is broken.

Run it: `pytest tests/snippets/start/test_under_guard.py`
"""

from interleave import Contract, one_of, traceback

contract = Contract(
    "start/under_guard.py",
    "Process SpawnProcess-1:",
    one_of(
        traceback(
            "AttributeError: Can't get attribute 'square' on <module '__mp_main__' from '{:path}/under_guard.py'>"
        ),
        traceback("AttributeError: module '__mp_main__' has no attribute 'square'"),
    ),
    "BrokenProcessPool: A process in the process pool was terminated abruptly while the future was running or pending.",
)


@contract.never(zh="得出 9", en="9 comes out", promise="language")
def nine(run) -> bool:
    return "9" in run.texts


@contract.never(zh="调用栈里有 square 的一行", en="The traceback has a line of square", promise="program")
def in_square(run) -> bool:
    return any('under_guard.py", line' in text for text in run.texts)


@contract.always(
    zh="从 3.14 起，子进程的出错信息换了说法",
    en="Since 3.14 the message of the child has other words",
    promise="cpython",
)
def words(run) -> bool:
    new = "AttributeError: module '__mp_main__' has no attribute 'square'"
    return (new in run.texts) == (run.version >= (3, 14))
