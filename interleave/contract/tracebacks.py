"""A traceback as Python prints it, of which some frames and the last line are known."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from types import EllipsisType
from typing import TypeAlias

from interleave.contract.mistake import ContractMistake
from interleave.contract.shape import InOrder, Repeated, Shape, Text, in_order, one_of, repeated
from interleave.contract.template import Hole, parse

Frame: TypeAlias = tuple[str, int, str] | tuple[str, int, str, str]
"""A frame of the program: file, line, function and, where its author gives it, the text of the line."""

_SOURCE = repeated("    {:text?}")  # one line or more, with lines that mark a part of it; none of what is no file


def frames(files: Collection[str] = ()) -> Repeated:
    """Whatever frames there are, of other files than these."""
    line = '  File "{:text}", line {:natural}, in {:text}'
    names = "|".join(map(re.escape, sorted(files)))
    other = _with_path(line, rf"(?!(?:.*[/\\])?(?:{names})\Z).+") if files else line
    return repeated(
        one_of(
            in_order(other, _SOURCE),
            "  [Previous line repeated {:natural} more time{:name?}]",
        )
    )


def traceback(last: str | Shape, *own: Frame | EllipsisType) -> InOrder:
    """A traceback that ends in `last`, with whatever frames the Python has that runs.

    `own` are the frames of the program, in this order: file, line and function, like ("a.py", 5, "fail"), and the text
    of the line, if you like. Their files have no other frames. Frames of other files may come before and between them,
    and after the last one where `...` stands there: the program called what failed. A chained traceback is several of
    these with the lines between them.

    Raises ContractMistake for a frame that is none.
    """
    has_dots = own[-1:] == (...,)
    known = own[:-1] if has_dots else own
    others = frames({frame[0] for frame in known if isinstance(frame, tuple)})
    shapes = [part for frame in known for part in (others, _frame(frame))]
    after = [others] if has_dots or not own else []
    return in_order("Traceback (most recent call last):", *shapes, *after, last)


def _frame(own: object) -> Shape:
    match own:
        case (str(file), int(line), str(function)):
            return in_order(_place(file, line, function), _SOURCE)
        case (str(file), int(line), str(function), str(text)):
            return in_order(_place(file, line, function), f"    {_literal(text)}", _SOURCE)
    raise ContractMistake(f"{own!r} is no frame; give file, line and function, like ('a.py', 5, 'fail')")


def _place(file: str, line: int, function: str) -> Text:
    place = f'  File "{{:text?}}{_literal(file)}", line {line}, in {_literal(function)}'
    return _with_path(place, r".*[/\\]")


def _with_path(line: str, pattern: str) -> Text:
    """A line whose first hole has only texts of this pattern."""
    template = parse(line)
    start, hole, *rest = template.parts
    assert isinstance(hole, Hole)
    kind = replace(hole.type, pattern=re.compile(pattern))
    return Text(replace(template, parts=(start, replace(hole, type=kind), *rest)))


def _literal(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")
