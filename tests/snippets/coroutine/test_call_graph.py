"""`asyncio.print_call_graph()` prints where a task waits, and which tasks await it.

Run it: `pytest tests/snippets/coroutine/test_call_graph.py`
"""

import itertools

from interleave import Contract, any_order, in_order

GROUPS = "{library:path}/asyncio/taskgroups.py"


def shop(indent: str):
    return in_order(
        f"{indent}* Task(name='shop', id={{shop:hex}})",
        f"{indent}  + Call stack:",
        f"{indent}  |   File '{GROUPS}', line {{inner:natural}}, in async TaskGroup._aexit()",
        f"{indent}  |   File '{GROUPS}', line {{outer:natural}}, in async TaskGroup.__aexit__()",
        f"{indent}  |   File '{{here:path}}/hangs.py', line 17, in async main()",
    )


contract = Contract(
    "coroutine/call_graph.py",
    "Still waiting for the cake.",
    "* Task(name='bake', id={bake:hex})",
    "  + Call stack:",
    "  |   File '{library:path}/asyncio/locks.py', line {:natural}, in async Event.wait()",
    "  |   File '{here:path}/hangs.py', line 5, in async bake()",
    "  + Awaited by:",
    any_order(
        in_order(
            "    * Task(name='serve', id={serve:hex})",
            "      + Call stack:",
            "      |   File '{here:path}/hangs.py', line 10, in async serve()",
            "      + Awaited by:",
            shop(" " * 8),
        ),
        shop(" " * 4),
    ),
    files=("coroutine/hangs.py",),
    since="3.14",
)


@contract.always(
    zh="bake 的协程栈里有它等待的协程 Event.wait()",
    en="The stack of bake has the coroutine that it awaits, Event.wait()",
    promise="language",
)
def whole_stack(run) -> bool:
    return "Event.wait()" in run.texts[3]


@contract.always(
    zh="列出等待 bake 的任务：serve 和 shop",
    en="The tasks that await bake are listed: serve and shop",
    promise="language",
)
def awaited_by(run) -> bool:
    names = [text.strip().split("'")[1] for text in run.texts if text.startswith("    * Task")]
    return sorted(names) == ["serve", "shop"]


@contract.always(
    zh="shop 列出两次，是同一个任务；三个任务的 id 各不相同",
    en="shop is listed twice and is one task; the ids of the three tasks differ",
    promise="language",
)
def three_tasks(run) -> bool:
    shops = {text.split("id=")[1] for text in run.texts if "name='shop'" in text}
    return len(shops) == 1 and len({run["bake"], run["serve"], run["shop"]}) == 3


@contract.always(
    zh="id 是对象的地址，是 8 的倍数，用小写的十六进制打印",
    en="An id is the address of an object, a multiple of 8, printed in lower-case hexadecimal",
    promise="cpython",
)
def addresses(run) -> bool:
    ids = sorted(run[name] for name in ("bake", "serve", "shop"))
    printed = {text.split("id=")[1] for text in run.texts if "id=" in text}
    are_apart = all(after - before >= 16 for before, after in itertools.pairwise([0, *ids]))
    return printed == {f"{each:#x})" for each in ids} and all(each % 8 == 0 for each in ids) and are_apart


@contract.always(
    zh="_aexit() 和 __aexit__() 是两个函数，停在不同的行",
    en="_aexit() and __aexit__() are two functions, suspended in different lines",
    promise="cpython",
)
def two_functions(run) -> bool:
    return run["inner"] != run["outer"]


@contract.exempt(
    zh="睡眠让其他任务先走到各自等待的地方",
    en="it sleeps until the other tasks wait where they are shown",
)
def awake(circumstance) -> bool:
    return circumstance.setup == "sleepless"
