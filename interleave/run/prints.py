"""Finds for each line of the output the call of `print` that it came from."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from interleave.transcript import Line

Track = TypeVar("Track")

_LATE = 0.001  # seconds; a line's time may be so much before its print's, as each reads the clock by itself


@dataclass
class Printed(Generic[Track]):
    """A call of `print` by `track` that began at `at` (seconds, on the clock of `Line.at`).

    `text` is its first argument, "" if that is not a string.
    """

    track: Track
    at: float
    text: str


@dataclass
class _Part(Generic[Track]):
    """A line of what a call prints. After it come further arguments, which are not known."""

    printed: Printed[Track]
    text: str


def lines_of(prints: Sequence[Printed[Track]], lines: Sequence[Line]) -> Iterator[tuple[Printed[Track], int]]:
    """Yield for each line the calls that printed it: none, one, or several if it is torn.

    The calls of one track print in their order, so only the next call of each track is considered.
    """
    waiting: dict[Track, deque[_Part[Track]]] = {}
    for each in sorted(prints, key=lambda each: each.at):
        texts = each.text.removesuffix("\n").split("\n")
        waiting.setdefault(each.track, deque()).extend(_Part(each, text) for text in texts)
    for number, line in enumerate(lines):
        rest = line.text
        while part := _next(waiting, rest, line.at):
            waiting[part.printed.track].popleft()
            yield part.printed, number
            if not part.text:
                break  # its length is not known
            rest = rest[len(part.text) :]
            if not rest:
                break


def _next(waiting: dict[Track, deque[_Part[Track]]], rest: str, until: float) -> _Part[Track] | None:
    """Return the part that `rest` begins with: the whole of it if there is one, else the longest, then the earliest."""
    found = [
        parts[0]
        for parts in waiting.values()
        if parts and rest.startswith(parts[0].text) and parts[0].printed.at <= until + _LATE
    ]
    return min(found, key=lambda part: (part.text != rest, -len(part.text), part.printed.at), default=None)
