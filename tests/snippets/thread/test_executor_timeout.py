"""result(timeout=...) gives up waiting and the task goes on. cancel() has an effect only on a task that has not begun.

Run it: `pytest tests/snippets/thread/test_executor_timeout.py`
"""

from interleave import Contract

contract = Contract(
    "thread/executor_timeout.py",
    "No answer in 0.05 s; is it still running? True",
    "Cancel the running task: False",
    "Cancel the waiting task: True",
    "The answer came later: forty-two",
    "The cancelled task has no result.",
)


@contract.always(
    zh="超时只结束等待：任务继续运行，后来给出结果",
    en="The timeout ends only the waiting: the task goes on and gives its result later",
    promise="language",
)
def goes_on(run) -> bool:
    return "True" in run.texts[0] and run.texts[3] == "The answer came later: forty-two"


@contract.always(
    zh="正在运行的任务不能取消，还没开始的可以",
    en="The task that runs is not cancelled, the one that waits is",
    promise="language",
)
def only_before_it_begins(run) -> bool:
    return run.texts[1:3] == ["Cancel the running task: False", "Cancel the waiting task: True"]
