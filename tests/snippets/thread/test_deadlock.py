"""Two threads take two locks in opposite orders, and each waits for the lock that the other holds. In every run the
money stays where it is, and faulthandler shows both threads at the line where they wait.

Run it: `pytest tests/snippets/thread/test_deadlock.py`
"""

from interleave import Contract, any_order, in_order, one_of


def stuck(name: str):
    """The stack of one thread; its name is told since Python 3.14."""
    return in_order(
        one_of("Thread {:hex} (most recent call first):", f"Thread {{:hex}} [{name}] (most recent call first):"),
        '  File "{:path}/deadlock.py", line 12 in transfer',
        *(
            f'  File "{{:path}}/threading.py", line {{:natural}} in {function}'
            for function in ("run", "_bootstrap_inner", "_bootstrap")
        ),
        "",
    )


contract = Contract(
    "thread/deadlock.py",
    "Alice has finished: False",
    "Bob has finished: False",
    any_order(stuck("Alice"), stuck("Bob")),
    one_of(
        "Current thread {:hex} (most recent call first):", "Current thread {:hex} [{:name}] (most recent call first):"
    ),
    '  File "{:path}/deadlock.py", line 26 in <module>',
)


@contract.never(zh="钱转过去了", en="The money has moved")
def moved(run) -> bool:
    return "The money has moved." in run.texts


@contract.always(
    zh="两个线程都停在同一行：等第二把锁", en="Both threads stand at the same line, waiting for the second lock"
)
def same_line(run) -> bool:
    return sum(text.endswith("line 12 in transfer") for text in run.texts) == 2
