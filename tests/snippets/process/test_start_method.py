"""A forked child sees the value that its parent has changed. A child that is started otherwise imports the file anew,
and sees the value that the file says.

Run it: `pytest tests/snippets/process/test_start_method.py`
"""

from interleave import Contract, one_of

contract = Contract(
    "process/start_method.py",
    "Start method: {method:word}",
    one_of("Child: greeting is 'as the file says'", "Child: greeting is 'as the parent changed it'"),
    "Parent: greeting is 'as the parent changed it'",
)


@contract.always(
    zh="只有 fork 出来的子进程看得见父进程改过的值",
    en="Only a forked child sees what the parent changed",
    promise="language",
)
def only_fork_copies(run) -> bool:
    return ("as the parent changed it" in run.texts[1]) == (run["method"] == "fork")


@contract.never(
    zh="打印的启动方式不是实际用的那一种", en="It prints another start method than the one in use", promise="language"
)
def another_method(run) -> bool:
    return run["method"] != run.start_method


def copies(circumstance) -> str:
    return "always" if circumstance.start_method == "fork" else "never"


def imports(circumstance) -> str:
    return "never" if circumstance.start_method == "fork" else "always"


@contract.outcome(
    copies, zh="子进程看见父进程改过的值", en="The child sees what the parent changed", promise="language"
)
def sees_the_change(run) -> bool:
    return run.texts[1].endswith("'as the parent changed it'")


@contract.outcome(imports, zh="子进程看见文件里写的值", en="The child sees what the file says", promise="language")
def sees_the_file(run) -> bool:
    return run.texts[1].endswith("'as the file says'")
