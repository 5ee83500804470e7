"""A parent starts a child process, which has a process id of its own, and prints its last line after the child's end.

Run it: `pytest tests/snippets/process/test_process.py`
"""

from interleave import Contract

contract = Contract(
    "process/process.py",
    "Parent process {parent:program}.",
    "Child process will start.",
    "Run child process test ({child:child})...",
    "Child process end.",
)


@contract.always(zh="子进程有自己的进程号", en="The child has a process id of its own", promise="system")
def own_id(run) -> bool:
    return run["child"] != run["parent"]
