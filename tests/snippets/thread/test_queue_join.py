"""The only consumer of a queue ends by an exception. The main thread waits in join() for tasks that nothing will
report, and the program never ends.

Run it: `pytest tests/snippets/thread/test_queue_join.py`
"""

from interleave import Contract, traceback

contract = Contract(
    "thread/queue_join.py",
    "Worker: 1",
    "Exception in thread Worker:",
    traceback(
        "ValueError: invalid literal for int() with base 10: 'two'",
        ("queue_join.py", 9, "work", "number = int(texts.get())  # (1)!"),
    ),
    seconds=3,
    may_hang=True,
)


@contract.always(
    zh="异常打印出来了，程序不会结束",
    en="The exception is printed, and the program does not end",
    promise="language",
)
def never_ends(run) -> bool:
    return run.hangs and run.texts[-1].startswith("ValueError")


@contract.always(
    zh="主线程停在 join() 那一行，别的线程已经没有了",
    en="The main thread is in the line of join(), and no other thread is left",
    promise="program",
)
def waits_in_join(run) -> bool:
    return list(run.where) in ([], ["queue_join.py, line 18, in <module>"])  # a file cannot be asked


@contract.exempt(zh="从 3.13 起，打印出来的调用栈带颜色", en="since 3.13 the traceback is printed in colours")
def coloured(circumstance) -> bool:
    return circumstance.setup == "colours" and circumstance.version >= (3, 13)
