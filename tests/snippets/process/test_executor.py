"""A ProcessPoolExecutor of at most two workers squares five numbers. The results come in the order of the tasks, in
every run; which worker did which differs.

Run it: `pytest tests/snippets/process/test_executor.py`
"""

from interleave import Contract

contract = Contract(
    "process/executor.py",
    *(f"{i} squared is {i * i}, says worker {{worker{i}:child}}" for i in range(5)),
)


@contract.always(zh="最多两个工作进程", en="At most two workers", promise="language")
def two_workers(run) -> bool:
    return len({run[f"worker{i}"] for i in range(5)}) <= 2


@contract.always(
    zh="结果按任务的顺序来，不管谁先做完",
    en="Results come in the order of the tasks, whichever was done first",
    promise="language",
)
def in_order(run) -> bool:
    return [text[0] for text in run.texts] == ["0", "1", "2", "3", "4"]
