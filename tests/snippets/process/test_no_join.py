"""A parent that does not join its child may print its last line before the child does. Both lines come in every run,
in either order: at its end the parent waits for the child.

Run it: `pytest tests/snippets/process/test_no_join.py`
"""

from interleave import Contract, interleaved

contract = Contract(
    "process/no_join.py",
    interleaved("Parent: this is my last line.", "Child: now I am done."),
)


@contract.sometimes(
    zh="子进程在父进程的最后一行之后才打印", en="The child prints after the parent's last line", shown=True
)
def parent_first(run) -> bool:
    return run.index("Parent") < run.index("Child")
