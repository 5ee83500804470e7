"""One of four threads raises. Its traceback is printed, the main thread does not learn of it, prints a total that is
too small, and the exit status is 0.

Run it: `pytest tests/snippets/thread/test_exception_unseen.py`
"""

from interleave import Contract, traceback

contract = Contract(
    "thread/exception_unseen.py",
    "Exception in thread Parse-3,50:",
    traceback(
        "ValueError: invalid literal for int() with base 10: '3,50'",
        ("exception_unseen.py", 8, "parse", "parsed.append(int(price))"),
    ),
    "Total: 39",
)


@contract.always(
    zh="调用栈被打印出来，主线程照样继续，退出状态是 0",
    en="The traceback is printed; the main thread goes on all the same, and the exit status is 0",
    promise="language",
)
def goes_on(run) -> bool:
    return run.index("Exception in thread") < run.index("Total") and run.exit == 0


@contract.always(
    zh="总数里少了出错的那一个价格",
    en="The total lacks the price that could not be parsed",
    promise="program",
)
def too_small(run) -> bool:
    return run.texts[-1] == f"Total: {12 + 7 + 20}"


@contract.always(
    zh="调用栈从 threading 模块里、线程开始的地方开始，主线程的代码不在里面",
    en="The traceback begins in the module threading, where the thread begins; no line of the main thread is in it",
    promise="cpython",
)
def of_the_thread(run) -> bool:
    frames = [text.split('"')[1:] for text in run.texts if text.startswith('  File "')]
    functions = [place.rpartition(", in ")[2] for _, place in frames]
    files = {file for file, _ in frames[:-1]}
    return (
        functions == ["_bootstrap_inner", "run", "parse"] and len(files) == 1 and files.pop().endswith("threading.py")
    )


@contract.exempt(zh="从 3.13 起，打印出来的调用栈带颜色", en="since 3.13 the traceback is printed in colours")
def coloured(circumstance) -> bool:
    return circumstance.setup == "colours" and circumstance.version >= (3, 13)
