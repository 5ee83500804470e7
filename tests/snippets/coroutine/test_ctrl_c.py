"""SIGINT comes while asyncio.run() runs: the main task is cancelled and can clean up, then the other tasks are, and at
last asyncio.run() raises KeyboardInterrupt.

Run it: `pytest tests/snippets/coroutine/test_ctrl_c.py`
"""

from interleave import Contract

contract = Contract(
    "coroutine/ctrl_c.py",
    "main: CancelledError; work is done: False",
    "work: CancelledError",
    "asyncio.run: KeyboardInterrupt",
)


@contract.always(
    zh="主任务得到的是 CancelledError，不是 KeyboardInterrupt",
    en="The main task gets CancelledError, not KeyboardInterrupt",
    promise="language",
)
def main_task(run) -> bool:
    return run.index("main: CancelledError") == 0


@contract.always(
    zh="主任务结束以后，asyncio.run() 取消还没有结束的任务，等它们结束",
    en="When the main task has ended, asyncio.run() cancels the tasks that are left and waits for them",
    promise="cpython",
)
def the_rest(run) -> bool:
    return run.index("main:") < run.index("work: CancelledError")


@contract.always(
    zh="最后 asyncio.run() 抛出 KeyboardInterrupt",
    en="At last asyncio.run() raises KeyboardInterrupt",
    promise="language",
)
def raised(run) -> bool:
    return run.texts[-1] == "asyncio.run: KeyboardInterrupt"


@contract.exempt(
    zh="被取消、打断或超时的正是睡眠",
    en="what is cancelled, interrupted or times out is a sleep",
)
def awake(circumstance) -> bool:
    return circumstance.setup == "sleepless"
