"""What Python says of where it runs: version, build, start method, terminal, cores.

Run it: `pytest tests/snippets/start/test_where.py`
"""

import os

from interleave import Contract, one_of


def yes_or_no(words: str):
    return one_of(f"{words}: True", f"{words}: False")


contract = Contract(
    "start/where.py",
    "Python: {version:name}",
    yes_or_no("Built without the GIL"),
    one_of(*(f"Child processes are started by: {method}" for method in ("fork", "spawn", "forkserver"))),
    yes_or_no("Output goes to a terminal"),
    "Processor cores of the machine: {cores:natural}",
)


@contract.always(
    zh="打印的是运行它的那个 Python：版本、有没有 GIL、启动方式",
    en="It names the Python that runs it: version, GIL or not, start method",
    promise="language",
)
def this_python(run) -> bool:
    free_threaded, method = (run.texts[at].rpartition(" ")[2] for at in (1, 2))
    version = ".".join(map(str, run.version))
    return run["version"] == version and free_threaded == str(run.free_threaded) and method == run.start_method


@contract.always(
    zh="在终端上运行时，它说是终端",
    en="On a terminal it says that it is one",
    promise="language",
)
def terminal(run) -> bool:
    return run.texts[3].endswith(str(run.circumstance.output == "terminal"))


@contract.always(
    zh="没有设置 PYTHON_CPU_COUNT 时，核心数是整台机器的",
    en="Where PYTHON_CPU_COUNT is not set, the cores are those of the whole machine",
    promise="language",
)
def cores(run) -> bool:
    return run["cores"] == os.cpu_count()
