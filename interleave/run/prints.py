"""Finds for each line of the output the call of `print` that it came from."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from interleave.transcript import Line

Lane = TypeVar("Lane")

_LATE = 0.001  # seconds; a line's time may be so much before its print's, as each reads the clock by itself


@dataclass
class Printed(Generic[Lane]):
    """A call of `print` by `lane` that began at `at` (seconds, on the clock of `Line.at`).

    `text` is its first argument, "" if that is not a string.
    """

    lane: Lane
    at: float
    text: str


@dataclass
class _Part(Generic[Lane]):
    """A line of what a call prints. After it come further arguments, which are not known."""

    printed: Printed[Lane]
    text: str


def lines_of(prints: Sequence[Printed[Lane]], lines: Sequence[Line]) -> Iterator[tuple[Printed[Lane], int]]:
    """Yield for each line the calls that printed it: none, one, or several if it is torn.

    The calls of one lane print in their order, so only the next call of each lane is considered.
    """
    waiting: dict[Lane, deque[_Part[Lane]]] = {}
    for each in sorted(prints, key=lambda each: each.at):
        texts = each.text.removesuffix("\n").split("\n")
        waiting.setdefault(each.lane, deque()).extend(_Part(each, text) for text in texts)
    for number, line in enumerate(lines):
        rest = line.text
        while part := _next(waiting, rest, line.at):
            waiting[part.printed.lane].popleft()
            yield part.printed, number
            if not part.text:
                break  # its length is not known
            rest = rest[len(part.text) :]
            if not rest:
                break


def _next(waiting: dict[Lane, deque[_Part[Lane]]], rest: str, until: float) -> _Part[Lane] | None:
    """Return the part that `rest` begins with: the whole of it if there is one, else the longest, then the earliest."""
    found = [
        parts[0]
        for parts in waiting.values()
        if parts and rest.startswith(parts[0].text) and parts[0].printed.at <= until + _LATE
    ]
    return min(found, key=lambda part: (part.text != rest, -len(part.text), part.printed.at), default=None)
