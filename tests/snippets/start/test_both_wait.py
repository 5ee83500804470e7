"""Two processes each wait for a message of the other before they send their own. In every run both wait for ever, and
the parent waits for them.

Run it: `pytest tests/snippets/start/test_both_wait.py`
"""

from interleave import Contract, interleaved

contract = Contract(
    "start/both_wait.py",
    interleaved("Ann: I wait for a message", "Bob: I wait for a message"),
    "Both have ended.",
    seconds=4,
    may_hang=True,
)


@contract.always(zh="两行都打印了，程序不结束", en="Both lines come, and the program does not end", promise="program")
def never_ends(run) -> bool:
    return run.hangs and len(run.texts) == 2


@contract.always(
    zh="两个子进程停在 get() 那一行，父进程停在 join() 那一行",
    en="Both children stand in the line of get(), the parent in the line of join()",
    promise="program",
)
def in_get_and_join(run) -> bool:
    stuck = ["both_wait.py, line 20, in <module>", "both_wait.py, line 6, in play", "both_wait.py, line 6, in play"]
    return not run.where or sorted(run.where) == stuck  # an output in a quiz stood nowhere
