"""SIGINT comes while all threads wait. The main thread ends with KeyboardInterrupt, nobody tells the worker, and the
program does not end: Python waits for the worker.

Run it: `pytest tests/snippets/thread/test_ctrl_c_hangs.py`
"""

from interleave import Contract, one_of, traceback

contract = Contract(
    "thread/ctrl_c_hangs.py",
    one_of(
        traceback("KeyboardInterrupt", ("ctrl_c_hangs.py", 19, "<module>", "results.get()"), ...),
        # On a busy machine the signal may come early.
        traceback("KeyboardInterrupt", ("ctrl_c_hangs.py", 18, "<module>", "ctrl_c.start()"), ...),
    ),
    seconds=3,
    may_hang=True,
)


@contract.always(
    zh="主线程以 KeyboardInterrupt 结束，程序却不结束",
    en="The main thread ends with KeyboardInterrupt, and the program does not end",
    promise="language",
)
def hangs(run) -> bool:
    return run.hangs and run.texts[-1] == "KeyboardInterrupt"


@contract.always(
    zh="工作线程还在 stop.wait() 那一行等待",
    en="The worker still waits in the line of stop.wait()",
    promise="program",
)
def worker_waits(run) -> bool:
    return all("ctrl_c_hangs.py, line 11, in work" in place for place in run.where)


@contract.always(
    zh="调用栈从主线程的一行开始：KeyboardInterrupt 只在主线程里抛出",
    en="The traceback begins with a line of the main thread: KeyboardInterrupt is raised there only",
    promise="language",
)
def in_the_main_thread(run) -> bool:
    return '/ctrl_c_hangs.py", line ' in run.texts[1] and "in <module>" in run.texts[1]


@contract.exempt(zh="从 3.13 起，打印出来的调用栈带颜色", en="since 3.13 the traceback is printed in colours")
def coloured(circumstance) -> bool:
    return circumstance.setup == "colours" and circumstance.version >= (3, 13)
