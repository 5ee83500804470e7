"""A picture as HTML: a row for each track, with an SVG as wide as there is room, and text of the same size everywhere.

The look is `docs/assets/timeline.css`. Places along the axis are in per cent, heights are in pixels. No JavaScript is
needed.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from interleave.card.timeline import words
from interleave.card.timeline.layout import LEVELS, STEPS, WIDE
from interleave.card.timeline.summary import duration, summary
from interleave.card.words import spoken
from interleave.trace import WAITS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from interleave.card.timeline.hatches import Hatches
    from interleave.card.timeline.layout import Box, Picture, Row
    from interleave.trace import Trace

_NUMBERS = 14  # pixels, as all heights: the strip of line numbers
_CALL = 17
_BAR = 16
_TURN = 4
_HELD = 16
_GAP = 2
_HIT = 3  # how wide a box is that can be pointed at, and says then what it is
_LETTER, _HAN = 6.0, 12.0  # pixels: about how wide a letter is


class Drawing:
    """A picture of a trace. `colour` gives the attribute for the colour of a printed line, by its number from 0."""

    def __init__(
        self, trace: Trace, picture: Picture, language: str, hatches: Hatches, colour: Callable[[int], str]
    ) -> None:
        """Keep what to draw and how."""
        self._trace = trace
        self._picture = picture
        self._language = language
        self._hatches = hatches
        self._colour = colour

    def html(self) -> str:
        """Draw rows, grid and axis."""
        places = [self._picture.place(at) for at in self._picture.ticks]
        grid = "".join(f'<i style="left:{_percent(place)}"></i>' for place in places)
        rows = "".join(map(self._row, self._picture.rows))
        axis = "".join(map(self._tick, places, self._picture.ticks))
        many = " il-time__axis--many" if len(places) > 4 else ""
        return (
            f'<div class="il-time__picture"><div class="il-time__over" aria-hidden="true">{grid}</div>'
            f'<ol class="il-time__rows" aria-label="{words.TITLE.of(self._language)}">{rows}</ol>'
            f'<div class="il-time__axis{many}" aria-hidden="true">{axis}</div></div>'
        )

    def _tick(self, place: float, at: float) -> str:
        text = f"{at * 1000:g} ms" if self._picture.unit == "ms" else f"{at:g} s"
        side = ' class="il-time__last"' if place > 0.95 else ' class="il-time__first"' if place < 0.03 else ""
        return f'<span{side} style="left:{_percent(place)}">{text}</span>'

    def _row(self, row: Row) -> str:
        track = self._trace.tracks[row.tracks[0]]
        pid = f" <small>{track.pid}</small>" if track.kind == "process" else ""
        return (
            f'<li class="il-time__row" style="--il-depth:{row.depth}">'
            f'<span class="il-time__name" aria-hidden="true">{escape(row.name)}{pid}</span>'
            f"{spoken(summary(row, self._trace, self._language))}"
            f'<div class="il-time__track" aria-hidden="true">{self._track(row)}</div></li>'
        )

    def _track(self, row: Row) -> str:
        """Draw a row from top to bottom: calls, then what runs and waits, then the locks that are held."""
        shapes: list[str] = []
        labels: list[str] = []

        def draw(boxes: Iterable[Box], top: int, height: int) -> None:
            for box in boxes:
                shapes.append(self._box(box, top, height))
                labels.extend(self._label(box, top))

        top = _NUMBERS if row.dots else _GAP
        for level in row.calls:
            draw(level, top, _CALL)
            top += _CALL
        turns = (('class="il-time__busy"', box.start, box.end) for box in row.turns)
        shapes += [_life(row, top + _BAR / 2), _strip(turns, top + (_BAR - _TURN) / 2, _TURN)]
        draw(row.waits, top, _BAR)
        shapes.append(_strip(((_shade(each.level), each.start, each.end) for each in row.ran), top, _BAR))
        top += _BAR
        shapes += self._marks(row, top)
        labels += _numbers(row)
        for lock in row.held:
            draw(lock, top + 1, _HELD - 1)
            top += _HELD
        return f'<svg width="100%" height="{top + _GAP}">{"".join(shapes)}</svg>{"".join(labels)}'

    def _box(self, box: Box, top: int, height: int) -> str:
        style = 'class="il-time__call"'
        if box.kind == "held":
            style = f'class="{self._hatches.style(box.name)}"'
        elif box.kind in WAITS:
            style = self._hatches.fill(box.kind, box.name)
        title = ""
        if (box.end - box.start) * WIDE >= _HIT:
            title = f"<title>{escape(f'{self._said(box)} · {duration(box.seconds, self._language)}')}</title>"
        return (
            f'<rect {style} x="{_percent(box.start)}" width="{_percent(box.end - box.start)}" y="{top}" '
            f'height="{height}">{title}</rect>'
        )

    def _marks(self, row: Row, bottom: int) -> Iterator[str]:
        for dot in row.dots:
            at = _percent(dot.at)
            yield (
                f'<g class="il-mark" data-line="{dot.line}"{self._colour(dot.line)}>'
                f'<line x1="{at}" x2="{at}" y1="{_NUMBERS}" y2="{bottom}"/>'
                f'<circle cx="{at}" cy="{_NUMBERS}" r="3.5"/>'
                f"<title>{escape(words.LINE.of(self._language, line=dot.line + 1))}</title></g>"
            )

    def _label(self, box: Box, top: int) -> Iterator[str]:
        """Name a box if its name may fit. A narrower picture than `WIDE` clips it."""
        if box.kind == "ready":
            return
        said = self._said(box)
        if sum(_LETTER if each.isascii() else _HAN for each in said) <= (box.end - box.start) * WIDE * 1.3:
            style = "wait" if box.kind in WAITS else box.kind
            place = f"left:{_percent(box.start)};width:{_percent(box.end - box.start)};top:{top}px"
            yield f'<span class="il-time__label il-time__label--{style}" style="{place}"><b>{escape(said)}</b></span>'

    def _said(self, box: Box) -> str:
        if box.kind in WAITS:
            return words.WAITS[box.kind][not box.name].of(self._language, name=box.name)
        if box.kind == "held":
            return words.HELD.of(self._language, name=box.name)
        return box.name if box.spans == 1 else words.CALLS.of(self._language, name=box.name, count=box.spans)


def _life(row: Row, middle: float) -> str:
    start, end = _percent(row.start), _percent(row.end)
    return f'<line class="il-time__life" x1="{start}" x2="{end}" y1="{middle:g}" y2="{middle:g}"/>'


def _strip(stretches: Iterable[tuple[str, float, float]], top: float, height: int) -> str:
    """Draw stretches, each with its style, as one path for each style: they may be thousands, and none has a title."""
    paths: dict[str, str] = {}
    ends: dict[str, int] = {}
    for style, *place in stretches:
        start, end = (round(each * STEPS) for each in place)
        paths[style] = paths.get(style, "M0 0") + f"m{start - ends.get(style, 0)} 0h{end - start}"
        ends[style] = end
    if not paths:
        return ""
    drawn = "".join(f'<path {style} d="{path}"/>' for style, path in paths.items())
    frame = f'viewBox="0 -1 {STEPS} 2" preserveAspectRatio="none"'
    return f'<svg y="{top:g}" width="100%" height="{height}" {frame}>{drawn}</svg>'


def _shade(level: int) -> str:
    return 'class="il-time__busy"' + (f' opacity="{level / LEVELS:.2g}"' if level < LEVELS else "")


def _numbers(row: Row) -> Iterator[str]:
    for number in row.numbers:
        style = "il-time__number" + ("" if number.fits_narrow else " il-time__number--wide")
        yield f'<span class="{style}" style="left:{_percent(number.at)}">{number.text}</span>'


def _percent(part: float) -> str:
    return f"{100 * part:.2f}".rstrip("0").rstrip(".") + "%"
