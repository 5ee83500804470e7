"""Which call of `print` a line of the terminal came from."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from interleave.transcript import Line

Lane = TypeVar("Lane")

_LATE = 0.001  # seconds that a line may seem to have come before it was printed: clocks are read one after the other


@dataclass
class Printed(Generic[Lane]):
    """A call of `print`: by whom, when it began (in seconds, as `Line.at`), and its first argument.

    `text` is empty where nobody knows it, or where it is no text.
    """

    lane: Lane
    at: float
    text: str


class _Part(Generic[Lane]):
    """A line that a call printed, or the beginning of one: further arguments follow that nobody knows."""

    def __init__(self, printed: Printed[Lane], text: str) -> None:
        self.printed = printed
        self.text = text


def lines_of(prints: Sequence[Printed[Lane]], lines: Sequence[Line]) -> Iterator[tuple[Printed[Lane], int]]:
    """Give for each line the calls that printed it, or a piece of it where it is torn. Some lines have none.

    Each lane's calls print in their order, so only a lane's next one comes into question.
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
                break  # nobody knows how long it was
            rest = rest[len(part.text) :]
            if not rest:
                break


def _next(waiting: dict[Lane, deque[_Part[Lane]]], rest: str, until: float) -> _Part[Lane] | None:
    """Give the part that `rest` begins with: the one that is all of it, then the longest, then the earliest."""
    found = [
        parts[0]
        for parts in waiting.values()
        if parts and rest.startswith(parts[0].text) and parts[0].printed.at <= until + _LATE
    ]
    return min(found, key=lambda part: (part.text != rest, -len(part.text), part.printed.at), default=None)
