"""Two tasks wait for an Event. set() wakes both, after the task that set it has suspended; who comes later does not
wait.

Run it: `pytest tests/snippets/coroutine/test_event.py`
"""

from interleave import Contract, any_order

contract = Contract(
    "coroutine/event.py",
    any_order("Ann: waits for the paper", "Bob: waits for the paper"),
    "Main: the paper is here",
    "Main: goes on",
    any_order("Ann: reads", "Bob: reads"),
    "Eve: waits for the paper",
    "Eve: reads",
)


@contract.always(zh="set() 之前，没有人读", en="Nobody reads before set() is called", promise="language")
def after_set(run) -> bool:
    return run.index("Main: the paper") < min(run.index("Ann: reads"), run.index("Bob: reads"))


@contract.always(
    zh="set() 不切换任务：主任务先接着执行",
    en="set() does not switch: the main task goes on first",
    promise="language",
)
def no_switch(run) -> bool:
    return run.index("Main: goes on") == run.index("Main: the paper") + 1


@contract.always(
    zh="两个按创建的先后开始等待，也按这个先后继续",
    en="The two begin to wait in the order in which they were created, and go on in it",
    promise="cpython",
)
def in_order(run) -> bool:
    return [text[:3] for text in run.texts] == ["Ann", "Bob", "Mai", "Mai", "Ann", "Bob", "Eve", "Eve"]
