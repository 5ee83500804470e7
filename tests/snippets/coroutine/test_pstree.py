"""`python -m asyncio pstree PID` prints the tasks of another process, and which task waits for which.

Run it: `pytest tests/snippets/coroutine/test_pstree.py`
"""

from interleave import Contract, in_order, one_of

contract = Contract(
    "coroutine/pstree.py",
    "hangs.py prints: Still waiting for the cake.",
    one_of(
        in_order(
            "└── (T) Task-1",
            "    └──  main {here:path}/hangs.py:17",
            "        └──  TaskGroup.__aexit__ {library:path}/asyncio/taskgroups.py:{exits:natural}",
            "            └──  TaskGroup._aexit {library:path}/asyncio/taskgroups.py:{inside:natural}",
            "                ├── (T) bake",
            "                │   └──  bake {here:path}/hangs.py:5",
            "                │       └──  Event.wait {library:path}/asyncio/locks.py:{waits:natural}",
            "                └── (T) serve",
            "                    └──  serve {here:path}/hangs.py:10",
            "                        └── (T) bake",
            "                            └──  bake {here:path}/hangs.py:5",
            "                                └──  Event.wait {library:path}/asyncio/locks.py:{waits:natural}",
        ),
        in_order(
            "Error: The specified process cannot be attached to due to insufficient permissions.",
            "See the Python documentation for details on required privileges and troubleshooting:",
            "{:text}/howto/remote_debugging.html#permission-requirements",
            "",
        ),
    ),
    files=("coroutine/hangs.py",),
    since="3.14",
)


def refused(run) -> bool:
    return run.texts[1].startswith("Error")


@contract.outcome(
    "sometimes",
    zh="看到任务树：main 等任务组，serve 等 bake，bake 等 Event.wait()",
    en="The tree of tasks: main waits for the group, serve for bake, bake for Event.wait()",
    shown=True,
)
def tree(run) -> bool:
    return not refused(run)


@contract.outcome(
    "sometimes",
    zh="系统不允许读取另一个进程的内存",
    en="The system does not allow reading another process's memory",
)
def not_allowed(run) -> bool:
    return refused(run)


@contract.always(
    zh="树里写明的行，就是任务暂停的地方",
    en="The lines named in the tree are those where the tasks are suspended",
    promise="program",
)
def lines(run) -> bool:
    places = [text.rsplit("/", 1)[1] for text in run.texts if "/hangs.py:" in text]
    return refused(run) or places == ["hangs.py:17", "hangs.py:5", "hangs.py:10", "hangs.py:5"]


@contract.always(
    zh="__aexit__ 和 _aexit 是两个函数，停在不同的行",
    en="__aexit__ and _aexit are two functions, suspended in different lines",
    promise="cpython",
)
def two_functions(run) -> bool:
    return refused(run) or run["exits"] != run["inside"]


@contract.exempt(zh="latin-1 里没有画这棵树的字符", en="latin-1 lacks the characters that draw the tree")
def latin_1(circumstance) -> bool:
    return circumstance.setup == "encoding"
