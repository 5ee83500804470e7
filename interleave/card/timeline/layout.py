"""Where everything of a trace stands in its picture: numbers, without HTML and words.

Places along the time axis are parts of its width, from 0 to 1, so that one picture serves each width. They are rounded
to `STEPS`, and what is too close to tell apart is drawn as one.
"""

from __future__ import annotations

import functools
import math
import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from interleave.trace import WAITS, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from interleave.trace import Trace

_Item = TypeVar("_Item")
_Key = TypeVar("_Key")

STEPS = 2000
"""Into how many steps the width is divided: one is a third of a pixel where the column of a page is widest."""
WIDE, NARROW = 450, 300
"""How many pixels wide the time axis is about, on a desk and on a phone."""
COLUMNS, LEVELS = 500, 32
"""Into how many columns the width is divided where a shade says how much of the time a row ran, and how many shades
there are. A column is about a pixel."""
_CLOSE = 2 / STEPS  # alike boxes with less between them are one
_ROUNDED = 0.01  # levels: what adding up may be off by
_DARK = 0.9  # a share so high hides what lies behind it
_LEVELS = 3  # of nested calls, at most
_LEAST_CALL = 0.03  # of the width: a nested level is drawn if it has a call that is as wide
_TICKS = 6  # at most about so many
_DIGIT, _APART = 7.3, 6  # pixels: how wide a digit of a line number is, and how far apart two numbers are


class Box(NamedTuple):
    """A span as it is drawn, from `start` to `end` of the width.

    Spans of one kind and name that are very close are one box: `spans` is their number, `seconds` their time together.
    """

    kind: str
    name: str
    start: float
    end: float
    spans: int
    seconds: float


class Shade(NamedTuple):
    """From `start` to `end` of the width a row ran for `level` of `LEVELS` of the time."""

    start: float
    end: float
    level: int


class Dot(NamedTuple):
    """The track of a row printed line number `line` (from 0) at the place `at`."""

    at: float
    line: int


class Number(NamedTuple):
    """The numbers of the lines (from 0) that some dots stand for, at the middle of these dots.

    `fits_narrow` tells whether there is room for it where the axis is `NARROW`.
    """

    at: float
    lines: tuple[int, ...]
    fits_narrow: bool

    @property
    def text(self) -> str:
        """The numbers, counted from 1."""
        first, last = self.lines[0] + 1, self.lines[-1] + 1
        if len(self.lines) < 3:
            return ",".join(str(line + 1) for line in self.lines)
        return f"{first}{'–' if last - first == len(self.lines) - 1 else '…'}{last}"

    def room(self, width: int) -> float:
        """Give the part of the width that it needs where the axis is so many pixels wide."""
        return (len(self.text) * _DIGIT + _APART) / width


class Row(NamedTuple):
    """A track as it is drawn, from `start` to `end` of the width, indented by `depth`.

    `tracks` are the indices of the trace's tracks that it stands for: a process and its main thread share a row, and so
    do alike tracks of which each began when the one before had ended. `calls` are by depth, the outermost first. `held`
    are by lock, in the order in which the row took them. `ran` is where it was on a processor. `turns` is where a row
    of which that was not measured, such as a task's, did not wait.
    """

    name: str
    tracks: tuple[int, ...]
    depth: int
    start: float
    end: float
    calls: tuple[tuple[Box, ...], ...]
    ran: tuple[Shade, ...]
    turns: tuple[Box, ...]
    waits: tuple[Box, ...]
    held: tuple[tuple[Box, ...], ...]
    dots: tuple[Dot, ...]
    numbers: tuple[Number, ...]


class Picture(NamedTuple):
    """All rows, from `start` to `end` seconds. `ticks` are round times in seconds.

    `locks` are the names of the locks that were held, in the order in which they were first taken. `sampled` tells
    whether it was measured when threads ran.
    """

    start: float
    end: float
    ticks: tuple[float, ...]
    locks: tuple[str, ...]
    sampled: bool
    rows: tuple[Row, ...]

    @property
    def waits(self) -> set[tuple[str, str]]:
        """Kind and name of each wait."""
        return {(box.kind, box.name) for row in self.rows for box in row.waits}

    @property
    def unit(self) -> str:
        """The unit of the ticks: "ms" or "s"."""
        return "ms" if self.end < 1 else "s"

    def place(self, at: float) -> float:
        """Give the place of a time in seconds, from 0 to 1; what is outside the picture is at its edge."""
        return min(max((at - self.start) / (self.end - self.start), 0), 1)

    def rounded(self, at: float) -> float:
        """Give the place of a time in seconds, rounded to `STEPS`."""
        return round(self.place(at) * STEPS) / STEPS


@functools.lru_cache(maxsize=256)  # a card in each language has it
def laid_out(trace: Trace) -> Picture:
    """Lay out a trace that has at least one track."""
    start, end = trace.extent()
    step = _round_step((end - start) / _TICKS)
    ticks = tuple(round(number * step, 6) for number in range(math.ceil(start / step), math.floor(end / step) + 1))
    locks = tuple(dict.fromkeys(name for _, name in sorted((s.start, s.name) for s in trace.spans if s.kind == "held")))
    empty = Picture(start, end, ticks, locks, trace.sampled, ())
    return empty._replace(rows=tuple(_Rows(trace, empty).made()))


def _round_step(least: float) -> float:
    """Give the smallest number of at least `least` that is 1, 2 or 5 times a power of ten."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= least * 0.999)


def _grouped(items: Iterable[_Item], key: Callable[[_Item], _Key]) -> defaultdict[_Key, list[_Item]]:
    """Group items by a key, in their order. A key without items has an empty list."""
    groups: defaultdict[_Key, list[_Item]] = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    return groups


class _Rows:
    """The rows of a trace in a picture. Tracks are given by their indices."""

    def __init__(self, trace: Trace, picture: Picture) -> None:
        self._tracks = trace.tracks
        self._sampled = trace.sampled
        self._picture = picture
        self._spans = _grouped(trace.spans, lambda span: span.track)
        self._marks = _grouped(trace.marks, lambda mark: mark.track)
        self._ran: list[list[float]] = []  # by row, as far as they are made
        self._inside = _grouped(range(len(trace.tracks)), lambda number: trace.tracks[number].inside)

    def made(self) -> list[Row]:
        shown = [n for n in self._inside[None] if self._has_shapes(n) or self._tracks[n].parent is None]
        rows = [row for number in shown for row in self._nested((number, *self._main_thread(number)), 0)]
        alike: Counter[str] = Counter()
        for at, row in enumerate(rows):
            alike[row.name] += 1
            if alike[row.name] > 1 and self._tracks[row.tracks[0]].kind != "process":  # its id tells a process apart
                rows[at] = row._replace(name=f"{row.name} ({alike[row.name]})")
        return [row._replace(ran=shades) for row, shades in zip(rows, _shaded(self._ran), strict=True)]

    def _has_shapes(self, number: int) -> bool:
        """Whether a track, or one inside of it, printed or did something else than running."""
        own = self._marks[number] or any(span.is_own for span in self._spans[number])
        return bool(own) or any(map(self._has_shapes, self._inside[number]))

    def _main_thread(self, process: int) -> list[int]:
        """Give the main thread of a process, or its only thread; none if there are others only."""
        threads = [number for number in self._inside[process] if self._tracks[number].kind == "thread"]
        main = [number for number in threads if self._tracks[number].name == "MainThread"]
        return main or (threads if len(threads) == 1 else [])

    def _nested(self, shared: tuple[int, ...], depth: int) -> Iterator[Row]:
        """Give the row that some tracks share, and then the rows of the tracks inside of these."""
        yield self._row(shared, depth)
        children = [child for each in shared for child in self._inside[each] if child not in shared]
        rows: list[list[int]] = []
        for child in filter(self._has_shapes, children):
            row = next((row for row in rows if self._continues(row[-1], child)), None)
            if row:
                row.append(child)
            else:
                rows.append([child])
        for row in rows:
            yield from self._nested(tuple(row), depth + 1)

    def _continues(self, before: int, after: int) -> bool:
        """Whether two tracks may share a row: alike ones that print nothing, the second begun when the first had ended.

        Servers start such threads, one for each request.
        """
        first, second = self._tracks[before], self._tracks[after]
        printed = self._marks[before] or self._marks[after]
        return _uncounted(first.name) == _uncounted(second.name) and first.end <= second.start and not printed

    def _row(self, shared: tuple[int, ...], depth: int) -> Row:
        picture = self._picture
        tracks = [self._tracks[number] for number in shared]
        spans = [span for number in shared for span in self._spans[number] if not span.is_module]
        kinds = _grouped(sorted(spans, key=lambda span: (span.start, -span.end)), lambda span: span.kind)
        waits = [span for kind in WAITS if kind != "ready" for span in kinds[kind]]
        held = _grouped(kinds["held"], lambda span: span.name)
        calls = [_boxes(picture, level) for level in _levels(kinds["call"])]
        is_measured = self._sampled and tracks[-1].kind != "task"
        life = min(track.start for track in tracks), max(track.end for track in tracks)
        self._ran.append(_columns(picture, kinds["running"]))
        dots = {Dot(picture.rounded(mark.at), mark.line) for number in shared for mark in self._marks[number]}
        return Row(
            name=tracks[0].name if len(tracks) == 1 or tracks[0].kind == "process" else _uncounted(tracks[0].name),
            tracks=shared,
            depth=depth,
            start=picture.place(life[0]),
            end=picture.place(life[1]),
            calls=(*calls[:1], *filter(_has_wide, calls[1:_LEVELS])),
            ran=(),
            turns=() if is_measured else _boxes(picture, _between(life, waits)),
            waits=(*_boxes(picture, waits), *_ready(picture, kinds["ready"], kinds["running"])),
            held=tuple(_boxes(picture, each) for each in held.values()),
            dots=tuple(sorted(dots)),
            numbers=tuple(_numbers(sorted(dots))),
        )


@functools.lru_cache(maxsize=1024)  # each track is held against those before it
def _uncounted(name: str) -> str:
    """Give the name of a track without the numbers that tell it from others of the same kind."""
    return re.sub(r"\d+", "…", name)


def _has_wide(boxes: Iterable[Box]) -> bool:
    return any(box.end - box.start >= _LEAST_CALL for box in boxes)


def _between(life: tuple[float, float], waits: Iterable[Span]) -> Iterator[Span]:
    """Give the times of a row's life between its waits."""
    at, end = life
    for start, until in [*sorted((wait.start, wait.end) for wait in waits), (end, end)]:
        if start > at:
            yield Span(0, "turn", "", at, start)
        at = max(at, until)


def _ready(picture: Picture, ready: Iterable[Span], running: Iterable[Span]) -> Iterator[Box]:
    """Make boxes of where a row waited for the GIL or a core. Where it ran in between, one box lies behind all."""
    behind = (span._replace(kind="ready", share=0) for span in running if span.share > _DARK)
    return (box for box in _boxes(picture, [*ready, *behind]) if box.seconds)


def _columns(picture: Picture, running: Iterable[Span]) -> list[float]:
    """Give for how much of its time a row ran, for each column of the picture."""
    ran = [0.0] * COLUMNS
    wide = (picture.end - picture.start) / COLUMNS
    for span in running:
        start = max((span.start - picture.start) / wide, 0)
        end = min((span.end - picture.start) / wide, COLUMNS)
        first, last = math.floor(start), math.ceil(end) - 1
        if first >= last:  # most spans are no wider than a column
            if first == last:
                ran[first] += span.share * (end - start)
            continue
        ran[first] += span.share * (first + 1 - start)
        for column in range(first + 1, last):
            ran[column] += span.share
        ran[last] += span.share * (end - last)
    return ran


def _shaded(rows: Sequence[Sequence[float]]) -> list[tuple[Shade, ...]]:
    """Give the shades of all rows, of which `_columns` tells how much they ran.

    What rounding leaves over goes to the row's next columns, and all rows together are never darker than they ran.
    """
    made: list[list[Shade]] = [[] for _ in rows]
    over, levels, begun = [0.0] * len(rows), [0] * len(rows), [0] * len(rows)
    for column, parts in enumerate([*zip(*rows, strict=True), (0.0,) * len(rows)]):
        if not (any(parts) or any(levels)):
            continue
        room = math.ceil(LEVELS * sum(parts) - _ROUNDED)
        for row, part in enumerate(parts):
            if not part and not levels[row]:
                continue
            wanted = part * LEVELS + over[row]
            stays = abs(wanted - levels[row]) < 1
            level = min(levels[row] if stays else max(round(wanted), 0), LEVELS, room) if part else 0
            room -= level
            over[row] = wanted - level
            if level != levels[row]:
                if levels[row]:
                    made[row].append(Shade(begun[row] / COLUMNS, column / COLUMNS, levels[row]))
                begun[row], levels[row] = column, level
    return [tuple(each) for each in made]


def _levels(calls: Iterable[Span]) -> list[list[Span]]:
    """Group calls by how deep they are nested. They come in the order of their starts, the outer one first."""
    levels: dict[int, list[Span]] = defaultdict(list)
    open_: list[Span] = []
    for call in calls:
        while open_ and open_[-1].end <= call.start:
            open_.pop()
        levels[len(open_)].append(call)
        open_.append(call)
    return list(levels.values())


def _boxes(picture: Picture, spans: Iterable[Span]) -> tuple[Box, ...]:
    """Make boxes of the spans in the picture, which do not overlap. A box is at least a step wide."""
    boxes: list[Box] = []
    for span in sorted(spans, key=lambda span: span.start):
        if span.end < picture.start or span.start > picture.end:
            continue
        start, end = picture.rounded(span.start), picture.rounded(span.end)
        box = Box(span.kind, span.name, start, max(end, start + 1 / STEPS), 1, span.seconds)
        last = boxes[-1] if boxes else None
        if last and (last.kind, last.name) == (box.kind, box.name) and box.start - last.end < _CLOSE:
            boxes[-1] = last._replace(
                end=max(last.end, box.end), spans=last.spans + 1, seconds=last.seconds + box.seconds
            )
        else:
            boxes.append(box)
    return tuple(boxes)


def _numbers(dots: Iterable[Dot]) -> Iterator[Number]:
    """Give the numbers at dots, from left to right. Dots that are too close for two numbers have one together."""
    groups: list[list[Dot]] = []
    for dot in dots:
        groups.append([dot])
        while len(groups) > 1 and _meet(_number(groups[-2]), _number(groups[-1])):
            last = groups.pop()
            groups[-1] += last
    taken = -1.0
    for number in map(_number, groups):
        room = number.room(NARROW) / 2
        fits = number.at - room >= taken
        if fits:
            taken = number.at + room
        yield number._replace(fits_narrow=fits)


def _meet(one: Number, other: Number) -> bool:
    return other.at - one.at < (one.room(WIDE) + other.room(WIDE)) / 2


def _number(dots: Sequence[Dot]) -> Number:
    return Number((dots[0].at + dots[-1].at) / 2, tuple(sorted({dot.line for dot in dots})), fits_narrow=True)
