"""Which ways into another thread take the values of context variables along. A new thread starts with an empty context,
or, since 3.14 on builds without the GIL, with a copy.

Run it: `pytest tests/snippets/local/test_into_threads.py`
"""

from interleave import Contract, one_of

contract = Contract(
    "local/into_threads.py",
    one_of("Thread: nobody", "Thread: Alice"),
    "Thread, a copy: Alice",
    one_of("submit: nobody", "submit: Alice"),
    "submit, a copy: Alice",
    one_of("run_in_executor: nobody", "run_in_executor: Alice"),
    "to_thread: Alice",
)

PLAIN = ("Thread", "submit", "run_in_executor")


def inherits(circumstance) -> bool:
    """Whether a new thread starts with a copy of the context, if nothing else is set."""
    return circumstance.free_threaded and circumstance.version >= (3, 14)


@contract.outcome(
    lambda circumstance: "never" if inherits(circumstance) else "always",
    zh="新线程从空的上下文开始：Thread、submit、run_in_executor 看到的都是 nobody",
    en="A new thread starts with an empty context: Thread, submit and run_in_executor find nobody",
    promise="language",
)
def empty(run) -> bool:
    return all(f"{how}: nobody" in run.texts for how in PLAIN)


@contract.outcome(
    lambda circumstance: "always" if inherits(circumstance) else "never",
    zh="新线程从上下文的副本开始：三种办法看到的都是 Alice",
    en="A new thread starts with a copy of the context: all three find Alice",
    promise="language",
)
def copied(run) -> bool:
    return all(f"{how}: Alice" in run.texts for how in PLAIN)


@contract.always(
    zh="to_thread 和 copy_context().run 把值带进线程",
    en="to_thread and copy_context().run take the value into the thread",
    promise="language",
)
def taken_along(run) -> bool:
    return all(f"{how}: Alice" in run.texts for how in ("Thread, a copy", "submit, a copy", "to_thread"))
