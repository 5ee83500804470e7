"""`asyncio.print_call_graph()` prints where a task waits, and which tasks await it.

Run it: `pytest tests/snippets/coroutine/test_call_graph.py`
"""

from interleave import Contract, any_order, in_order


def shop(indent: str):
    return in_order(
        f"{indent}* Task(name='shop', id={{:hex}})",
        f"{indent}  + Call stack:",
        f"{indent}  |   File '{{:path}}/taskgroups.py', line {{:natural}}, in async TaskGroup._aexit()",
        f"{indent}  |   File '{{:path}}/taskgroups.py', line {{:natural}}, in async TaskGroup.__aexit__()",
        f"{indent}  |   File '{{:path}}/hangs.py', line 17, in async main()",
    )


contract = Contract(
    "coroutine/call_graph.py",
    "Still waiting for the cake.",
    "* Task(name='bake', id={:hex})",
    "  + Call stack:",
    "  |   File '{:path}/locks.py', line {:natural}, in async Event.wait()",
    "  |   File '{:path}/hangs.py', line 5, in async bake()",
    "  + Awaited by:",
    any_order(
        in_order(
            "    * Task(name='serve', id={:hex})",
            "      + Call stack:",
            "      |   File '{:path}/hangs.py', line 10, in async serve()",
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


@contract.exempt(
    zh="睡眠让其他任务先走到各自等待的地方",
    en="it sleeps until the other tasks wait where they are shown",
)
def awake(circumstance) -> bool:
    return circumstance.setup == "sleepless"
