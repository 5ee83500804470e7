"""A task raises, and the program never asks for its result. The message comes when the task is freed, not when it
raises, and the program goes on.

Run it: `pytest tests/snippets/coroutine/test_task_error.py`
"""

import re

from interleave import Contract, traceback

contract = Contract(
    "coroutine/task_error.py",
    "main: the task is done: True",
    "main: ends",
    "Task exception was never retrieved",
    "future: <Task finished name='parse' coro=<parse() done, defined at {:path}/task_error.py:4> "
    "exception=ValueError(\"invalid literal for int() with base 10: '3,50'\")>",
    traceback(
        "ValueError: invalid literal for int() with base 10: '3,50'",
        ("task_error.py", 5, "parse", "return int(price)"),
    ),
    "The program goes on",
)


@contract.always(
    zh="任务抛出异常以后，main() 照样执行到结束，程序的退出状态是 0",
    en="main() goes on to its end after the task has raised, and the exit status is 0",
    promise="language",
)
def goes_on(run) -> bool:
    return run.index("main: ends") == 1 and run.texts[-1] == "The program goes on" and run.exit == 0


@contract.always(
    zh="任务对象被释放的时候才出现这条消息，这里是在 main() 结束时",
    en="The message comes only when the task is freed: here, when main() has ended",
    promise="cpython",
)
def late(run) -> bool:
    return run.index("main: ends") < run.index("Task exception") < run.index("The program goes on")


@contract.always(
    zh="两处写的是同一个程序的路径", en="Both places name one path: that of the program", promise="program"
)
def one_path(run) -> bool:
    return len({path for text in run.texts for path in re.findall(r'[ "]([^ "]*task_error\.py)\b', text)}) == 1


@contract.exempt(
    zh="开发模式还打印任务是在哪里创建的",
    en="development mode also prints where the task was created",
)
def created(circumstance) -> bool:
    return circumstance.setup == "dev"
