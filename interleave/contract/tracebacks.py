"""A traceback as Python prints it, of which some frames and the last line are known."""

from __future__ import annotations

from interleave.contract.mistake import ContractMistake
from interleave.contract.shape import InOrder, Shape, in_order, one_of, repeated

_SOURCE = repeated("    {:text?}")  # one line or more, with lines that mark a part of it; none of what is no file
FRAMES = repeated(
    one_of(
        in_order('  File "{:text}", line {:natural}, in {:text}', _SOURCE),
        "  [Previous line repeated {:natural} more time{:name?}]",
    )
)
"""Whatever frames there are."""


def traceback(last: str | Shape, *own: tuple[str, int, str]) -> InOrder:
    """A traceback that ends in `last`, with whatever frames the Python has that runs.

    `own` are frames that it must have, in this order, with any others between: file, line and function, like
    ("thread_exception.py", 5, "fail"). A chained traceback is several of these with the lines between them.

    Raises ContractMistake for a frame that is none.
    """
    known = (part for frame in own for part in (_frame(frame), FRAMES))
    return in_order("Traceback (most recent call last):", FRAMES, *known, last)


def _frame(own: object) -> Shape:
    match own:
        case (str(file), int(line), str(function)):
            return in_order(f'  File "{{:text?}}{_literal(file)}", line {line}, in {_literal(function)}', _SOURCE)
    raise ContractMistake(f"{own!r} is no frame; give file, line and function, like ('a.py', 5, 'fail')")


def _literal(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")
