"""Where everything of a trace stands in its picture: pure numbers, no HTML and no words.

Places along the time axis are parts of its whole width, from 0 to 1, so that one picture serves each width. What the
eye cannot tell apart is one: see `STEPS`.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from interleave.trace import WAITS, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from interleave.trace import Lane, Mark, Trace

STEPS = 2000
"""How fine the picture is: about a third of a pixel where a page's column is widest."""
_CLOSE = 2 / STEPS
_LEVELS = 3
_WORTH = 0.03  # of the width: from here on an inner call has room to say something
_TICKS = 6
_MUCH = 0.05  # of the whole time: from here on something happens that is worth a picture of its own
_MARGIN = 0.03  # of what is drawn
WIDE, NARROW = 560, 300
"""For how many pixels of a time axis, on a desk and on a phone, words and numbers are placed."""
_DIGIT = 5.5  # pixels


class Box(NamedTuple):
    """A span as it is drawn, from `start` to `end` of the width.

    Spans of one kind and name that are very close are one box: `spans` of them, that took `seconds` together.
    """

    kind: str
    name: str
    start: float
    end: float
    spans: int
    seconds: float


class Dot(NamedTuple):
    """The lane printed line number `line` (from 0) at this place."""

    at: float
    line: int


class Number(NamedTuple):
    """What stands at dots: the numbers of their lines (from 0). Where the picture is `narrow` some have no room."""

    at: float
    lines: tuple[int, ...]
    narrow: bool

    @property
    def text(self) -> str:
        """The numbers as a reader counts them, from 1."""
        first, last = self.lines[0] + 1, self.lines[-1] + 1
        if len(self.lines) < 3:
            return ",".join(str(line + 1) for line in self.lines)
        return f"{first}{'–' if last - first == len(self.lines) - 1 else '…'}{last}"


class Row(NamedTuple):
    """A lane as it is drawn, from `start` to `end` of the width, indented by `depth`.

    `lanes` are the trace's lanes that it stands for: a process and its main thread share a row, and so do alike lanes
    that came one after another. `calls` are by depth,
    the outermost first. `held` are by lock, in the order of the row's first taking. `busy` is where it ran.
    """

    name: str
    lanes: tuple[int, ...]
    depth: int
    start: float
    end: float
    calls: tuple[tuple[Box, ...], ...]
    busy: tuple[Box, ...]
    waits: tuple[Box, ...]
    held: tuple[tuple[Box, ...], ...]
    dots: tuple[Dot, ...]
    numbers: tuple[Number, ...]


class Picture(NamedTuple):
    """All rows, from `start` to `end` seconds. `ticks` are round times in seconds.

    `locks` are the names of the locks that were held, in the order in which they were first taken. `sampled` tells
    whether it was measured where a row was busy; otherwise that is where it did not wait.
    """

    start: float
    end: float
    ticks: tuple[float, ...]
    locks: tuple[str, ...]
    sampled: bool
    rows: tuple[Row, ...]

    @property
    def unit(self) -> str:
        """What to say its times in: "ms" or "s"."""
        return "ms" if self.end < 1 else "s"

    def place(self, at: float) -> float:
        """Where a time in seconds stands: from 0 to 1."""
        return min(max((at - self.start) / (self.end - self.start), 0), 1)


def laid_out(trace: Trace) -> Picture:
    """Lay out a trace that has at least one lane."""
    start, end = _extent(trace)
    step = _round_step((end - start) / _TICKS)
    ticks = tuple(round(number * step, 6) for number in range(math.ceil(start / step), math.floor(end / step) + 1))
    locks = tuple(dict.fromkeys(name for _, name in sorted((s.start, s.name) for s in trace.spans if s.kind == "held")))
    empty = Picture(start, end, ticks, locks, trace.sampled, ())
    return empty._replace(rows=tuple(_Rows(trace, empty).made()))


def _extent(trace: Trace) -> tuple[float, float]:
    """From when to when to draw, in seconds.

    The interpreter's start and the imports before anything happens are left out, and so is its end, unless they are
    nearly all that there is.
    """
    began = min(lane.start for lane in trace.lanes)
    ended = max(*(lane.end for lane in trace.lanes), *(mark.at for mark in trace.marks), began + 0.001)
    moments = [mark.at for mark in trace.marks]
    moments += [
        lane.start
        for lane in trace.lanes
        if lane.parent is not None or (lane.inside is not None and lane.name != "MainThread")
    ]
    for span in trace.spans:
        if span.kind != "running" and not _is_module(span):
            moments += [span.start, span.end]
    if not moments or max(moments) - min(moments) < _MUCH * (ended - began):
        return began, ended
    margin = _MARGIN * (max(moments) - min(moments))
    return max(began, min(moments) - margin), min(ended, max(moments) + margin)


def _is_module(span: Span) -> bool:
    """Whether it is the program as a whole, which is no function."""
    return span.kind == "call" and span.name == "<module>"


def _round_step(least: float) -> float:
    """The next time of the form 1, 2 or 5 times a power of ten."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= least * 0.999)


class _Rows:
    """The rows of a trace in a picture."""

    def __init__(self, trace: Trace, picture: Picture) -> None:
        self._trace = trace
        self._picture = picture
        self._spans: dict[int, list[Span]] = defaultdict(list)
        for span in trace.spans:
            self._spans[span.lane].append(span)
        self._marks: dict[int, list[Mark]] = defaultdict(list)
        for mark in trace.marks:
            self._marks[mark.lane].append(mark)
        self._inside: dict[int | None, list[int]] = defaultdict(list)
        for number, lane in enumerate(trace.lanes):
            self._inside[lane.inside].append(number)

    def made(self) -> Iterator[Row]:
        for number in self._inside[None]:
            if self._acts(number) or self._trace.lanes[number].parent is None:
                yield from self._family((number, *self._main_thread(number)), 0)

    def _acts(self, number: int) -> bool:
        """Whether there is anything of the program's own to show of a lane, or of one inside of it."""
        own = self._marks[number] or any(span.kind != "running" for span in self._spans[number])
        return bool(own) or any(map(self._acts, self._inside[number]))

    def _main_thread(self, process: int) -> list[int]:
        """The main thread of a process, or its only thread: they share a row."""
        threads = [number for number in self._inside[process] if self._trace.lanes[number].kind == "thread"]
        return [each for each in threads if self._trace.lanes[each].name == "MainThread"] or threads[
            : len(threads) == 1
        ]

    def _family(self, shared: tuple[int, ...], depth: int) -> Iterator[Row]:
        yield self._row(shared, depth)
        children = [
            child for each in shared for child in self._inside[each] if child not in shared and self._acts(child)
        ]
        for together in self._one_after_another(children):
            yield from self._family(together, depth + 1)

    def _one_after_another(self, lanes: list[int]) -> list[tuple[int, ...]]:
        """Put lanes in one row that are alike, print nothing, and of which each began when the last had ended.

        Servers start such threads, one for each request.
        """
        rows: list[list[int]] = []
        for number in lanes:
            lane = self._trace.lanes[number]
            row = next(
                (
                    row
                    for row in rows
                    if _kin(self._trace.lanes[row[-1]].name) == _kin(lane.name)
                    and self._trace.lanes[row[-1]].end <= lane.start
                    and not self._marks[row[-1]]
                    and not self._marks[number]
                ),
                None,
            )
            if row:
                row.append(number)
            else:
                rows.append([number])
        return [tuple(row) for row in rows]

    def _row(self, shared: tuple[int, ...], depth: int) -> Row:
        picture = self._picture
        lanes = [self._trace.lanes[number] for number in shared]
        kinds: dict[str, list[Span]] = defaultdict(list)
        spans = [span for number in shared for span in self._spans[number] if not _is_module(span)]
        for span in sorted(spans, key=lambda span: (span.start, -span.end)):
            kinds[span.kind].append(span)
        waits = [span for kind in WAITS for span in kinds[kind]]
        measured = self._trace.sampled and lanes[-1].kind != "task"
        held: dict[str, list[Span]] = defaultdict(list)
        for span in kinds["held"]:
            held[span.name].append(span)
        calls = [_boxes(picture, level) for level in _levels(kinds["call"])]
        dots = _dots(picture, [mark for number in shared for mark in self._marks[number]])
        return Row(
            name=lanes[0].name if len(lanes) == 1 or lanes[0].kind == "process" else _kin(lanes[0].name),
            lanes=shared,
            depth=depth,
            start=picture.place(min(lane.start for lane in lanes)),
            end=picture.place(max(lane.end for lane in lanes)),
            calls=tuple(level for number, level in enumerate(calls) if not number or _worth(number, level)),
            busy=_boxes(picture, kinds["running"] if measured else _between(lanes, waits)),
            waits=_boxes(picture, waits),
            held=tuple(_boxes(picture, each) for each in held.values()),
            dots=dots,
            numbers=tuple(_numbers(dots)),
        )


def _kin(name: str) -> str:
    """What the names of lanes that were named by counting have in common."""
    return re.sub(r"\d+", "…", name)


def _worth(level: int, boxes: Iterable[Box]) -> bool:
    """Whether an inner level of calls has room to say something."""
    return level < _LEVELS and any(box.end - box.start >= _WORTH for box in boxes)


def _between(lanes: Sequence[Lane], waits: Iterable[Span]) -> list[Span]:
    """The times of a lane's life in which it did not wait: all that is known where running was not measured."""
    free = []
    at = min(lane.start for lane in lanes)
    for wait in sorted(waits, key=lambda span: span.start):
        if wait.start > at:
            free.append(Span(wait.lane, "running", "", at, wait.start))
        at = max(at, wait.end)
    end = max(lane.end for lane in lanes)
    return [*free, Span(0, "running", "", at, end)] if end > at else free


def _levels(calls: Iterable[Span]) -> list[list[Span]]:
    """Calls by how deep they are nested, each level in the order of its times."""
    levels: list[list[Span]] = []
    open_: list[Span] = []
    for call in calls:
        while open_ and open_[-1].end <= call.start:
            open_.pop()
        if len(open_) == len(levels):
            levels.append([])
        levels[len(open_)].append(call)
        open_.append(call)
    return levels


def _boxes(picture: Picture, spans: Iterable[Span]) -> tuple[Box, ...]:
    """Make boxes of spans that do not overlap: rounded, and at least a step wide."""
    boxes: list[Box] = []
    for span in sorted(spans, key=lambda span: span.start):
        start, end = (round(picture.place(at) * STEPS) / STEPS for at in (span.start, span.end))
        if span.end < picture.start or span.start > picture.end:
            continue
        box = Box(span.kind, span.name, start, max(end, start + 1 / STEPS), 1, span.end - span.start)
        last = boxes[-1] if boxes else None
        if last and (last.kind, last.name) == (box.kind, box.name) and box.start - last.end < _CLOSE:
            boxes[-1] = last._replace(
                end=max(last.end, box.end), spans=last.spans + 1, seconds=last.seconds + box.seconds
            )
        else:
            boxes.append(box)
    return tuple(boxes)


def _dots(picture: Picture, marks: Iterable[Mark]) -> tuple[Dot, ...]:
    placed = {Dot(round(picture.place(mark.at) * STEPS) / STEPS, mark.line) for mark in marks}
    return tuple(sorted(placed))


def _numbers(dots: Iterable[Dot]) -> Iterator[Number]:
    """Put numbers at dots: those of dots that stand too close share one place."""
    groups: list[list[Dot]] = []
    for dot in dots:
        if groups and dot.at < _middle(groups[-1]) + _room(groups[-1], WIDE):
            groups[-1].append(dot)
        else:
            groups.append([dot])
    taken = -1.0
    for group in groups:
        at, room = _middle(group), _room(group, NARROW) / 2
        narrow = at - room >= taken
        if narrow:
            taken = at + room
        yield Number(at, tuple(sorted({dot.line for dot in group})), narrow)


def _middle(group: Sequence[Dot]) -> float:
    return (group[0].at + group[-1].at) / 2


def _room(group: Sequence[Dot], width: int) -> float:
    """How much of a picture `width` pixels wide the numbers of dots need."""
    text = Number(0, tuple(sorted({dot.line for dot in group})), narrow=False).text
    return (len(text) * _DIGIT + 4) / width
