"""A traceback as Python prints it, of which some frames and the last line are known."""

from __future__ import annotations

from interleave.contract.shape import InOrder, Shape, in_order, one_of, repeated

# A frame has its source, in one line or more, and lines that mark a part of it. What is no file has no source.
_FRAMES = repeated(
    one_of(
        in_order('  File "{:text}", line {:natural}, in {:text}', repeated("    {:text?}")),
        "  [Previous line repeated {:natural} more time{:name?}]",
    )
)


def traceback(last: str | Shape, *own: tuple[str, int, str]) -> InOrder:
    """A traceback that ends in `last`, with whatever frames the Python has that runs.

    `own` are frames that it must have, in this order, with any others between: file, line and function, like
    ("thread_exception.py", 5, "fail"). A chained traceback is several of these with the lines between them.
    """
    frames = (
        f'  File "{{:text?}}{_literal(file)}", line {line}, in {_literal(function)}' for file, line, function in own
    )
    known = (part for frame in frames for part in (in_order(frame, repeated("    {:text?}")), _FRAMES))
    return in_order("Traceback (most recent call last):", _FRAMES, *known, last)


def _literal(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")
