"""Two tasks each wait for a future that only the task refers to. The program keeps one of the tasks in a variable and
not the other, which the garbage collector destroys while it is pending.

Run it: `pytest tests/snippets/coroutine/test_task_lost.py`
"""

from interleave import Contract

contract = Contract(
    "coroutine/task_lost.py",
    "kept: waits",
    "lost: waits",
    "Task was destroyed but it is pending!",
    "task: <Task pending name='lost' coro=<wait() {state:text} at {:path}/task_lost.py:{line:natural}> "
    "wait_for=<Future pending cb=[Task.task_wakeup()]>>",
    "kept: still there: True",
    "lost: still there: False",
)


@contract.always(
    zh="没有强引用的任务，还没有结束就被垃圾回收器销毁了",
    en="The garbage collector destroys the task without a strong reference, though it has not ended",
    promise="cpython",
)
def destroyed(run) -> bool:
    return run.texts[-1] == "lost: still there: False" and "name='lost'" in run.texts[3]


@contract.always(
    zh="有变量引用的任务还在",
    en="The task that a variable refers to is still there",
    promise="language",
)
def kept(run) -> bool:
    return "kept: still there: True" in run.texts


@contract.always(
    zh="消息写明协程停在哪一行（8），或者协程已经关闭，写明它的定义（5）",
    en="The message names the line where the coroutine waits (8), or, if it is closed by then, its definition (5)",
    promise="cpython",
)
def named(run) -> bool:
    return (run["state"], run["line"]) in (("running", 8), ("done, defined", 5))


@contract.exempt(
    zh="开发模式还打印任务是在哪里创建的",
    en="development mode also prints where the task was created",
)
def created(circumstance) -> bool:
    return circumstance.setup == "dev"
