"""Through a pipe, what a program has printed and not flushed is lost when it ends by os._exit(). The child has no
buffer where the environment says so.

Run it: `pytest tests/snippets/start/test_buffered.py`
"""

from interleave import Contract, one_of

contract = Contract(
    "start/buffered.py",
    one_of(
        "Through the pipe came: ['first', 'second']",
        "Through the pipe came: ['first', 'second', 'third']",
    ),
)


def kept(circumstance) -> bool:
    """Whether the child writes without a buffer; `python -u` is not handed on to it."""
    return not circumstance.buffered and circumstance.setup != "u"


@contract.outcome(
    lambda circumstance: "never" if kept(circumstance) else "always",
    zh="没有刷新的 third 丢失了",
    en="third, which was not flushed, is lost",
    promise="language",
    shown=True,
)
def lost(run) -> bool:
    return "third" not in run.texts[0]


@contract.outcome(
    lambda circumstance: "always" if kept(circumstance) else "never",
    zh="设了 PYTHONUNBUFFERED，三行都在",
    en="With PYTHONUNBUFFERED all three are there",
    promise="language",
)
def all_there(run) -> bool:
    return "third" in run.texts[0]
