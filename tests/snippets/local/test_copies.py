"""A task gets a copy of the context in which it was created; a coroutine that is awaited directly shares the context.

Run it: `pytest tests/snippets/local/test_copies.py`
"""

from interleave import Contract

contract = Contract(
    "local/copies.py",
    "task: finds red",
    "task: sets green",
    "main: after the task blue",
    "await: finds blue",
    "await: sets yellow",
    "main: after the await yellow",
    "after asyncio.run: none",
)


@contract.always(
    zh="任务看到的是创建它时的值，不是后来改成的 blue",
    en="The task finds the value of the moment when it was created, not blue, which was set later",
    promise="language",
)
def copied_at_creation(run) -> bool:
    return run.texts[0] == "task: finds red"


@contract.never(
    zh="任务设的 green 出现在 main 里",
    en="The green that the task sets is seen in main",
    promise="language",
)
def leaves_the_task(run) -> bool:
    return "green" in run.texts[2] or "green" in run.texts[3]


@contract.always(
    zh="直接 await 的协程设的值，main 看得到",
    en="What a coroutine sets that is awaited directly, main sees",
    promise="language",
)
def shared_by_await(run) -> bool:
    return run.texts[5].endswith("yellow")
