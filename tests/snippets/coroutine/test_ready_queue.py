"""A loop that has a ready queue and nothing else runs tasks that wait for each other. Every run prints the same.

Run it: `pytest tests/snippets/coroutine/test_ready_queue.py`
"""

from interleave import Contract

contract = Contract(
    "coroutine/ready_queue.py",
    "Main: three tasks are ready, none has begun",
    "Ann: waits",
    "Bob: waits",
    "Cook: cooks",
    "Cook: soup is ready",
    "Ann: eats soup",
    "Bob: eats soup",
    "Main: Ann is full",
    "Main: Bob is full",
    files=("coroutine/small_task.py",),
)


@contract.always(
    zh="创建任务只是把它放进就绪队列，它要等主任务暂停才开始",
    en="Creating a task only puts it into the ready queue; it begins when the main task suspends",
    promise="program",
)
def later(run) -> bool:
    return run.texts[0].startswith("Main")


@contract.always(
    zh="set_result 不切换任务：等待的任务在厨师的步骤结束之后才继续",
    en="set_result does not switch: the tasks that wait are resumed after the cook's step has ended",
    promise="program",
)
def no_switch(run) -> bool:
    return run.index("Cook: soup is ready") == run.index("Cook: cooks") + 1 < run.index("Ann: eats")


@contract.always(zh="先等的先继续", en="The task that waited first is resumed first", promise="program")
def first_in_first_out(run) -> bool:
    return run.index("Ann: waits") < run.index("Bob: waits") and run.index("Ann: eats") < run.index("Bob: eats")
