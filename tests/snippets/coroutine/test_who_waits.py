"""A program asks its own event loop which tasks there are and in which line each is suspended.

Run it: `pytest tests/snippets/coroutine/test_who_waits.py`
"""

from interleave import Contract

contract = Contract(
    "coroutine/who_waits.py",
    "Still waiting for the cake.",
    "Task-1: in main, line 13",
    "bake: in bake, line 5",
    "serve: in serve, line 10",
    "shop: in main, line 17",
    files=("coroutine/hangs.py",),
)


@contract.always(
    zh="报告列出尚未结束的全部任务，自己也在内",
    en="The report has all tasks that have not ended, its own among them",
    promise="language",
)
def all_of_them(run) -> bool:
    return [text.split(":")[0] for text in run.texts[1:]] == ["Task-1", "bake", "serve", "shop"]


@contract.always(
    zh="对暂停的任务，get_stack() 只给出一帧：任务所运行的协程，不包括它等待的协程",
    en="Of a suspended task get_stack() gives one frame: the task's own coroutine, without those that it awaits",
    promise="language",
)
def own_frame(run) -> bool:
    return run.texts[2:] == ["bake: in bake, line 5", "serve: in serve, line 10", "shop: in main, line 17"]


@contract.exempt(
    zh="睡眠让其他任务先走到各自等待的地方",
    en="it sleeps until the other tasks wait where they are shown",
)
def awake(circumstance) -> bool:
    return circumstance.setup == "sleepless"
