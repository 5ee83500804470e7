"""Without `if __name__ == "__main__":` a child started with spawn imports the program and tries to start a child in
turn, which raises RuntimeError: work() is not executed, the child ends with status 1, and the parent goes on.

Run it: `pytest tests/snippets/start/test_no_main_guard.py`
"""

from interleave import Contract, optional, traceback

contract = Contract(
    "start/no_main_guard.py",
    traceback("RuntimeError: ", ("no_main_guard.py", 11, "<module>", "child.start()"), ...),
    "        An attempt has been made to start a new process before the",
    "        current process has finished its bootstrapping phase.",
    "",
    "        This probably means that you are not using fork to start your",
    "        child processes and you have forgotten to use the proper idiom",
    "        in the main module:",
    "",
    "            if __name__ == '__main__':",
    "                freeze_support()",
    "                ...",
    "",
    '        The "freeze_support()" line can be omitted if the program',
    "        is not going to be frozen to produce an executable.",
    optional(  # early releases of 3.11 end before this
        optional(
            "",
            '        To fix this issue, refer to the "Safe importing of main module"',
            "        section in https://docs.python.org/3/library/multiprocessing.html",
        ),
        "        ",
    ),
    "Parent: the child ended with exit code 1",
)


@contract.never(zh="work() 被执行", en="work() is executed", promise="language")
def works(run) -> bool:
    return "Child: working" in run.texts


@contract.always(
    zh="出错的是子进程，父进程继续执行",
    en="The error is the child's; the parent continues",
    promise="program",
)
def continues(run) -> bool:
    return run.exit == 0 and run.texts[-1].startswith("Parent")


@contract.exempt(zh="从 3.13 起，打印出来的调用栈带颜色", en="since 3.13 the traceback is printed in colours")
def coloured(circumstance) -> bool:
    return circumstance.setup == "colours" and circumstance.version >= (3, 13)


@contract.exempt(
    zh="从 3.15 起，调用栈之前多一行 linecache 的警告",
    en="since 3.15 a warning of linecache comes before the traceback",
)
def warned(circumstance) -> bool:
    return circumstance.setup == "dev" and circumstance.version >= (3, 15)
