"""Two threads take two locks in opposite orders, and each waits for the lock that the other holds. In every run the
money stays where it is, and faulthandler shows both threads at the line where they wait.

Run it: `pytest tests/snippets/thread/test_deadlock.py`
"""

import re

from interleave import Contract, any_order, in_order, one_of


def header(thread: str, hole: str, name: str):
    """The line above the stack of a thread, whose name is told since Python 3.14."""
    return one_of(
        f"{thread} {{{hole}:hex}} (most recent call first):",
        f"{thread} {{{hole}:hex}} [{name}] (most recent call first):",
    )


def stuck(name: str):
    """The stack of one thread. The functions of the library are the same ones for both."""
    return in_order(
        header("Thread", name.lower(), name),
        '  File "{program:path}/deadlock.py", line 12 in transfer',
        *(
            f'  File "{{library:path}}/threading.py", line {{{function}:natural}} in {function}'
            for function in ("run", "_bootstrap_inner", "_bootstrap")
        ),
        "",
    )


contract = Contract(
    "thread/deadlock.py",
    "Alice has finished: False",
    "Bob has finished: False",
    any_order(stuck("Alice"), stuck("Bob")),
    header("Current thread", "main", "{:name}"),
    '  File "{program:path}/deadlock.py", line 26 in <module>',
)


@contract.never(zh="钱转过去了", en="The money has moved", promise="program")
def moved(run) -> bool:
    return "The money has moved." in run.texts


@contract.always(
    zh="三个线程，三个不同的标识，没有一个是 0，也没有一个超过 64 位",
    en="Three threads, three different ids, none of them 0 or of more than 64 bits",
    promise="system",
)
def three_ids(run) -> bool:
    ids = {run["alice"], run["bob"], run["main"]}
    return len(ids) == 3 and all(0 < each < 2**64 for each in ids)


@contract.always(
    zh="faulthandler 把标识写成 16 位（Windows 和 32 位系统上 8 位）小写的十六进制数",
    en="faulthandler writes an id with 16 lower-case hexadecimal digits (8 on Windows and 32-bit systems)",
    promise="cpython",
)
def digits(run) -> bool:
    ids = re.findall(r"hread (0x\w+)", "\n".join(run.texts))
    return len(ids) == 3 and all(re.fullmatch(r"0x(?:[0-9a-f]{8}){1,2}", each) for each in ids)


@contract.always(
    zh="threading.py 里，run、_bootstrap、_bootstrap_inner 依次排列",
    en="In threading.py run, _bootstrap and _bootstrap_inner stand in this order",
    promise="cpython",
)
def in_the_library(run) -> bool:
    return run["run"] < run["_bootstrap"] < run["_bootstrap_inner"]


@contract.always(
    zh="faulthandler 从 3.14 起说出每个线程的名字，之前一个也不说；后启动的在前",
    en="faulthandler tells the name of each thread since 3.14, of none before; the one started last is first",
    promise="cpython",
)
def names(run) -> bool:
    headers = [text for text in run.texts if "thread 0x" in text.lower()]
    named = [text for text in headers if "[" in text]
    if not named:
        return run.version < (3, 14)
    return named == headers and run.version >= (3, 14) and "[Bob]" in headers[0] and "[Alice]" in headers[1]
