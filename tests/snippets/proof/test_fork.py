"""fork() returns in two processes, and either may be the first to go on.

Run it: `pytest tests/snippets/proof/test_fork.py`
"""

from interleave import Contract, interleaved

contract = Contract(
    "proof/fork.py",
    "One process calls fork.",
    interleaved(
        "Process {one:pid} goes on.",
        "Process {other:pid} goes on.",
    ),
)


@contract.never(
    zh="两行出自同一个进程",
    en="Both lines are of the same process",
    promise="system",
)
def same_process(run) -> bool:
    return run["one"] == run["other"]
