"""Finds for each line of the output the call of `print` that it came from, and the writes that it came in."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from interleave.transcript import Line

Track = TypeVar("Track")

_LATE = 0.001  # seconds; a line's time may be so much before its print's, as each reads the clock by itself
_NOTHING: dict[int, Any] = {}


@dataclass
class Printed(Generic[Track]):
    """A call of `print` by `track` that began at `at` (seconds, on the clock of `Line.at`).

    `text` is its first argument, "" if that is not a string.
    """

    track: Track
    at: float
    text: str


@dataclass
class Written(Generic[Track]):
    """A write of a whole `text` on the terminal by `track`, on the stream "stdout" or "stderr", begun at `at`."""

    track: Track
    at: float
    stream: str
    text: str


@dataclass
class _Part(Generic[Track]):
    """A line of what a call prints. After it come further arguments, which are not known."""

    printed: Printed[Track]
    text: str


def writes_of(writes: Sequence[Written[Track]], lines: Sequence[Line]) -> dict[int, list[Written[Track]]]:
    """Give for the number of each line the writes that it came in; none for what came another way.

    Each track writes in its order, so only its next write is considered.
    """
    waiting: dict[Track, deque[Written[Track]]] = {}
    for each in sorted(writes, key=lambda each: each.at):
        waiting.setdefault(each.track, deque()).append(each)
    whole = "".join(f"{line.text}\n" for line in lines)
    found: dict[int, list[Written[Track]]] = {}
    place = number = 0
    while number < len(lines):
        heads = (queue[0] for queue in waiting.values() if queue)
        fits = [each for each in heads if each.text and whole.startswith(each.text, place)]
        write = min(fits, key=lambda each: each.at, default=None)
        if write is None or write.at > lines[number].at + _LATE:  # somebody else wrote to the end of the line
            place = whole.index("\n", place) + 1
            number += 1
            continue
        waiting[write.track].popleft()
        place += len(write.text)
        ends = write.text.count("\n")
        for line in range(number, number + ends + (not write.text.endswith("\n"))):
            found.setdefault(line, []).append(write)
        number += ends
    return found


def lines_of(
    prints: Sequence[Printed[Track]], lines: Sequence[Line], written: Mapping[int, Sequence[Written[Track]]] = _NOTHING
) -> Iterator[tuple[Printed[Track], int]]:
    """Yield for each line the calls that printed it: none, one, or several if it is torn.

    The calls of one track print in their order, so only the next call of each track is considered. A call whose text is
    not known printed only what its own track has `written`, where that is known.
    """
    waiting: dict[Track, deque[_Part[Track]]] = {}
    for each in sorted(prints, key=lambda each: each.at):
        texts = each.text.removesuffix("\n").split("\n")
        waiting.setdefault(each.track, deque()).extend(_Part(each, text) for text in texts)
    for number, line in enumerate(lines):
        rest = line.text
        writers = {write.track for write in written.get(number, ())}
        while part := _next(waiting, rest, line.at, writers):
            waiting[part.printed.track].popleft()
            yield part.printed, number
            if not part.text:
                break  # its length is not known
            rest = rest[len(part.text) :]
            if not rest:
                break


def _next(
    waiting: dict[Track, deque[_Part[Track]]], rest: str, until: float, writers: set[Track]
) -> _Part[Track] | None:
    """Return the part that `rest` begins with: the whole of it if there is one, else the longest, then the earliest."""
    found = [
        parts[0]
        for track, parts in waiting.items()
        if parts
        and rest.startswith(parts[0].text)
        and parts[0].printed.at <= until + _LATE
        and (parts[0].text or not writers or track in writers)
    ]
    return min(found, key=lambda part: (part.text != rest, -len(part.text), part.printed.at), default=None)
