"""A picture as HTML: a row for each track, an element for each shape that has words, and none for what has no words.

The look is `docs/assets/timeline.css`. Places along the axis are in per cent, heights are in pixels. No JavaScript is
needed.
"""

from __future__ import annotations

from collections import defaultdict
from html import escape
from itertools import chain
from typing import TYPE_CHECKING

from interleave.card.timeline import words
from interleave.card.timeline.layout import COLUMNS, LEVELS, WIDE
from interleave.card.timeline.summary import duration, summary
from interleave.trace import WAITS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from interleave.card.timeline.layout import Box, Picture, Row
    from interleave.trace import Trace

_NUMBERS = 14  # pixels, as all heights: the strip of line numbers
_CALL = 17
_BAR = 16
_TURN = 4
_HELD = 16
_GAP = 2
_LINE = 1
_LOCK_COLOURS = 4  # `docs/assets/timeline.css` has as many
_PADDING, _LETTER, _HAN = 8.0, 6.0, 12.0  # pixels: about how wide it is beside words, and how wide a letter is


class Drawing:
    """A picture of a trace. `colour` gives the style for the colour of a printed line, by its number from 0."""

    def __init__(self, trace: Trace, picture: Picture, language: str, colour: Callable[[int], str]) -> None:
        """Keep what to draw and how."""
        self._trace = trace
        self._picture = picture
        self._language = language
        self._colour = colour

    def html(self) -> str:
        """Draw rows, grid and axis."""
        places = [self._picture.place(at) for at in self._picture.ticks]
        rows = "".join(map(self._row, self._picture.rows))
        axis = "".join(map(self._tick, places, self._picture.ticks))
        many = " il-time__axis--many" if len(places) > 4 else ""
        return (
            f'<div class="il-time__picture" role="group" aria-label="{words.TITLE.of(self._language)}"{_grid(places)}>'
            f'{rows}<div class="il-time__axis{many}" aria-hidden="true">{axis}</div></div>'
        )

    def _tick(self, place: float, at: float) -> str:
        text = f"{at * 1000:g} ms" if self._picture.unit == "ms" else f"{at:g} s"
        side = ' class="il-time__last"' if place > 0.95 else ' class="il-time__first"' if place < 0.03 else ""
        return f'<span{side} style="left:{_percent(place)}">{text}</span>'

    def _row(self, row: Row) -> str:
        track = self._trace.tracks[row.tracks[0]]
        pid = f" <small>{track.pid}</small>" if track.kind == "process" else ""
        name = f"{escape(row.name)}{pid}"
        depth = f"--il-depth:{row.depth}"
        return f'<div class="il-time__name" style="{depth}" aria-hidden="true">{name}</div>{self._track(row)}'

    def _track(self, row: Row) -> str:
        """Draw a row from top to bottom: calls, then what runs and waits, then the locks that are held."""
        top = _NUMBERS if row.dots else _GAP
        bar = top + _CALL * len(row.calls)
        held = bar + _BAR + 1
        turns = ((f"stroke-width=%22{_TURN}%22 ", box.start, box.end) for box in row.turns)
        ran = _strip([*turns, *((_shade(each.level), each.start, each.end) for each in row.ran)])
        life = f"--il-born:{_percent(row.start)};--il-lived:{_percent(row.end - row.start)}"
        style = f"height:{held - 1 + _HELD * len(row.held) + _GAP + _LINE}px;--il-bar:{bar}px;{life}{ran}"
        shapes = chain(
            self._marks(row),
            *(self._boxes(boxes, top + _CALL * level) for level, boxes in enumerate(row.calls)),
            self._waits(row.waits, bar),
            *(self._boxes(boxes, held + _HELD * number) for number, boxes in enumerate(row.held)),
        )
        said = escape(summary(row, self._trace, self._language))
        return f'<div class="il-time__track" role="img" aria-label="{said}" style="{style}">{"".join(shapes)}</div>'

    def _marks(self, row: Row) -> Iterator[str]:
        """Mark where lines were printed. A mark has its number, unless it shares one with others."""
        alone = {(number.at, number.lines): number for number in row.numbers}
        for dot in row.dots:
            number = alone.pop((dot.at, (dot.line,)), None)
            kind = "" if number is None or number.fits_narrow else " il-mark--wide"
            title = escape(words.LINE.of(self._language, line=dot.line + 1))
            yield (
                f'<b class="il-mark{kind}" data-line="{dot.line}" title="{title}" '
                f'style="left:{_percent(dot.at)};{self._colour(dot.line)}">{number.text if number else ""}</b>'
            )
        for number in alone.values():
            kind = "" if number.fits_narrow else " il-time__number--wide"
            yield f'<span class="il-time__number{kind}" style="left:{_percent(number.at)}">{number.text}</span>'

    def _boxes(self, boxes: Iterable[Box], top: int) -> Iterator[str]:
        """Draw calls, or where a lock is held."""
        for box in boxes:
            kind = "il-time__call" if box.kind == "call" else f"il-lock {self._lock(box.name)}"
            said = self._said(box)
            yield self._shape(kind, said, box.seconds, _place(box, top), escape(said) if _has_room(box, said) else "")

    def _waits(self, boxes: Iterable[Box], top: int) -> Iterator[str]:
        """Draw waits: one with room for its words is a shape, and so are all others of one kind and name together."""
        short: dict[tuple[str, str], list[Box]] = defaultdict(list)
        for box in boxes:
            kind = f"il-wait il-wait--{box.kind}"
            if box.kind == "lock" and box.name in self._picture.locks:
                kind += f" {self._lock(box.name)}"
            said = self._said(box)
            if box.kind != "ready" and _has_room(box, said):
                yield self._shape(kind, said, box.seconds, _place(box, top), f"<b>{escape(said)}</b>")
            else:
                short[kind, said].append(box)
        for (kind, said), alike in short.items():
            told = words.TIMES.of(self._language, name=said, count=len(alike)) if len(alike) > 1 else said
            place = f"top:{top}px;clip-path:{_comb(alike)}"
            yield self._shape(f"{kind} il-wait--short", told, sum(box.seconds for box in alike), place)

    def _shape(self, kind: str, said: str, seconds: float, place: str, inside: str = "") -> str:
        title = escape(f"{said} · {duration(seconds, self._language)}")
        return f'<span class="{kind}" title="{title}" style="{place}">{inside}</span>'

    def _lock(self, name: str) -> str:
        """Give the class for the colour of a lock that was held."""
        return f"il-lock--{self._picture.locks.index(name) % _LOCK_COLOURS}"

    def _said(self, box: Box) -> str:
        if box.kind in WAITS:
            return words.WAITS[box.kind][not box.name].of(self._language, name=box.name)
        if box.kind == "held":
            return words.HELD.of(self._language, name=box.name)
        return box.name if box.spans == 1 else words.TIMES.of(self._language, name=box.name, count=box.spans)


def _has_room(box: Box, said: str) -> bool:
    """Whether a box may have room for its words. A narrower picture than `WIDE` does not show them."""
    return _PADDING + sum(_LETTER if each.isascii() else _HAN for each in said) <= (box.end - box.start) * WIDE * 1.3


def _place(box: Box, top: int) -> str:
    return f"left:{_percent(box.start)};width:{_percent(box.end - box.start)};top:{top}px"


def _grid(places: Sequence[float]) -> str:
    """Give the attribute that says where the lines of the grid are: the first, and from each to the next."""
    if not places:
        return ""
    step = places[1] - places[0] if len(places) > 1 else 1
    return f' style="--il-first:{_percent(places[0])};--il-step:{_percent(step)}"'


def _comb(boxes: Iterable[Box]) -> str:
    """Make the outline of some boxes of the bar, which is one, as their upper edges are on one line."""
    least = 0.001  # of the width, to which edges are rounded: half a pixel
    edges = [(_percent(round(box.start, 3)), _percent(round(max(box.end, box.start + least), 3))) for box in boxes]
    return f"polygon({','.join(f'{start} 0,{start} 100%,{end} 100%,{end} 0' for start, end in edges)})"


def _strip(stretches: Iterable[tuple[str, float, float]]) -> str:
    """Draw stretches, each with its style, as the image of a bar: a dashed line for each style.

    They may be thousands, and none has a title, so they are no elements of the page. It gives their shape only; the
    colour is the style sheet's.
    """
    dashes: dict[str, list[float]] = {}  # by style: gaps and dashes in turn, from the left
    ends: dict[str, float] = {}
    for style, *place in stretches:
        start, end = (round(each * COLUMNS, 2) for each in place)
        dashes.setdefault(style, [0]).extend((start - ends.get(style, 0), end - start))
        ends[style] = end
    if not dashes:
        return ""
    whole = f"d=%22M0 0h{COLUMNS}%22"
    paths = "".join(
        f"<path {whole} {style}stroke-dasharray=%22{' '.join(f'{each:g}' for each in [*drawn, COLUMNS])}%22/>"
        for style, drawn in dashes.items()
    )
    frame = f"viewBox=%220 -8 {COLUMNS} {_BAR}%22 preserveAspectRatio=%22none%22"
    svg = (
        f"<svg xmlns=%22http://www.w3.org/2000/svg%22 {frame} stroke=%22red%22 stroke-width=%22{_BAR}%22>{paths}</svg>"
    )
    return f";--il-ran:url('data:image/svg+xml,{svg}')"


def _shade(level: int) -> str:
    return f"opacity=%22{level / LEVELS:.2g}%22 " if level < LEVELS else ""


def _percent(part: float) -> str:
    return f"{100 * part:.2f}".rstrip("0").rstrip(".") + "%"
