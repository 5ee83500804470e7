"""An exception in a task of a pool is kept, and nothing of it is printed, until get() raises it in the parent.

Run it: `pytest tests/snippets/process/test_pool_error.py`
"""

from interleave import Contract

contract = Contract(
    "process/pool_error.py",
    "The task has ended, and nothing was printed.",
    "successful: False",
    "get raises ZeroDivisionError: division by zero",
)


@contract.always(zh="异常到 get() 才出现", en="The exception shows up at get() and not before", promise="language")
def only_at_get(run) -> bool:
    return run.index("get raises") == 2
