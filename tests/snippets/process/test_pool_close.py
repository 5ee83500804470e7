"""join() raises ValueError for a pool that is not closed, a closed pool takes no task, and after join() its workers
have ended. Every run prints the same.

Run it: `pytest tests/snippets/process/test_pool_close.py`
"""

from interleave import Contract

contract = Contract(
    "process/pool_close.py",
    "Workers: 2",
    "A task before close: 9",
    "join before close: Pool is still running",
    "A task after close: Pool not running",
    "Workers after join: 0",
)


@contract.always(zh="任务在 close 之前就已经做完", en="The task is done before close", promise="program")
def done_before_close(run) -> bool:
    return run.index("A task before close: 9") < run.index("join before close")
