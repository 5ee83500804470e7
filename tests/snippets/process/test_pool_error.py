from interleave import Contract

contract = Contract(
    "process/pool_error.py",
    "The task has ended, and nothing was printed.",
    "successful: False",
    "get raises ZeroDivisionError: division by zero",
)


@contract.always(zh="异常到 get() 才出现", en="The exception shows up at get() and not before")
def only_at_get(run) -> bool:
    return run.index("get raises") == 2


contract.spared(
    "leave open, line 9",
    why="a pool that is left to itself ends with its program",
)
contract.spared(
    "thread for process, line 9",
    why="a pool of threads keeps an exception in the same way",
)
contract.spared(
    "change 2 to 3, line 9",
    "change 1 to 2, line 10",
    why="any number of workers will do, and any number is too much for zero to divide",
)
