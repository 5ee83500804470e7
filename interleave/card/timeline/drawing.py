"""A picture as HTML: a row for each lane, with an SVG as wide as there is room, and text that is never squeezed.

The look is `docs/assets/timeline.css`. Places along the axis are per cent, heights are pixels. It needs no JavaScript.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from interleave.card.timeline.layout import STEPS, WIDE
from interleave.card.timeline.summary import duration, told
from interleave.trace import WAITS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from interleave.card.timeline.hatches import Hatches
    from interleave.card.timeline.layout import Box, Picture, Row
    from interleave.card.timeline.words import Words
    from interleave.trace import Trace

_NUMBERS = 12  # pixels: the strip of line numbers
_CALL = 15
_BAR = 14
_HELD = 14
_GAP = 2
_LETTER, _HAN = 6.0, 10.5  # pixels: about what a letter needs


class Drawing:
    """How a picture is drawn. `colour` gives the attribute by which a printed line's mark has the line's colour."""

    def __init__(
        self, trace: Trace, picture: Picture, words: Words, hatches: Hatches, colour: Callable[[int], str]
    ) -> None:
        self._trace = trace
        self._picture = picture
        self._words = words
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
            f'<ol class="il-time__rows" aria-label="{self._words.title}">{rows}</ol>'
            f'<div class="il-time__axis{many}" aria-hidden="true">{axis}</div></div>'
        )

    def _tick(self, place: float, at: float) -> str:
        text = f"{at * 1000:g} ms" if self._picture.unit == "ms" else f"{at:g} s"
        side = ' class="il-time__last"' if place > 0.95 else ' class="il-time__first"' if place < 0.03 else ""
        return f'<span{side} style="left:{_percent(place)}">{text}</span>'

    def _row(self, row: Row) -> str:
        lane = self._trace.lanes[row.lanes[0]]
        pid = f" <small>{lane.pid}</small>" if lane.kind == "process" else ""
        shapes: list[str] = []
        labels: list[str] = []
        height = self._shapes(row, shapes, labels)
        return (
            f'<li class="il-time__row" style="--il-depth:{row.depth}">'
            f'<span class="il-time__name" aria-hidden="true">{escape(row.name)}{pid}</span>'
            f'<span class="il-sr">{escape(told(row, self._trace, self._words))}</span>'
            '<div class="il-time__track" aria-hidden="true">'
            f'<svg width="100%" height="{height}">{"".join(shapes)}</svg>{"".join(labels)}</div></li>'
        )

    def _shapes(self, row: Row, shapes: list[str], labels: list[str]) -> int:
        """Draw a row from top to bottom, and give its height in pixels."""
        top = _NUMBERS if row.dots else _GAP
        for level in row.calls:
            for box in level:
                shapes.append(_rect(box, top, _CALL, 'class="il-time__call"', self._title(box)))
                labels += self._label(box, top, "call")
            top += _CALL
        shapes.append(_life(row, top + _BAR / 2))
        shapes += _busy(row.busy, top)
        for box in row.waits:
            shapes.append(_rect(box, top, _BAR, self._hatches.fill(box.kind, box.name), self._title(box)))
            labels += self._label(box, top, "wait")
        bottom = top + _BAR
        shapes += self._marks(row, bottom)
        labels += _numbers(row)
        for lock in row.held:
            for box in lock:
                style = f'class="{self._hatches.style(box.name)}"'
                shapes.append(_rect(box, bottom + 1, _HELD - 1, style, self._title(box)))
                labels += self._label(box, bottom + 1, "held")
            bottom += _HELD
        return bottom + _GAP

    def _marks(self, row: Row, bottom: int) -> Iterator[str]:
        for dot in row.dots:
            at = _percent(dot.at)
            yield (
                f'<g class="il-mark" data-line="{dot.line}"{self._colour(dot.line)}>'
                f'<line x1="{at}" x2="{at}" y1="{_NUMBERS}" y2="{bottom}"/>'
                f'<circle cx="{at}" cy="{_NUMBERS}" r="3.5"/>'
                f"<title>{escape(self._words.line.format(line=dot.line + 1))}</title></g>"
            )

    def _label(self, box: Box, top: int, style: str) -> Iterator[str]:
        """Name a box, if its name may fit. Where the picture is narrower than thought, it is not shown."""
        said = self._said(box)
        if sum(_LETTER if each.isascii() else _HAN for each in said) <= (box.end - box.start) * WIDE * 1.3:
            place = f"left:{_percent(box.start)};width:{_percent(box.end - box.start)};top:{top}px"
            yield f'<span class="il-time__label il-time__label--{style}" style="{place}"><b>{escape(said)}</b></span>'

    def _title(self, box: Box) -> str:
        return f"{self._said(box)} · {duration(box.seconds, self._words)}"

    def _said(self, box: Box) -> str:
        if box.kind in WAITS:
            return self._words.waits[box.kind][not box.name].format(name=box.name)
        if box.kind == "held":
            return self._words.held.format(name=box.name)
        return box.name if box.spans == 1 else self._words.calls.format(name=box.name, count=box.spans)


def _life(row: Row, middle: float) -> str:
    start, end = _percent(row.start), _percent(row.end)
    return f'<line class="il-time__life" x1="{start}" x2="{end}" y1="{middle:g}" y2="{middle:g}"/>'


def _busy(boxes: Iterable[Box], top: int) -> Iterator[str]:
    """One path for all that ran: stretches are many, and have nothing to say each."""
    path = []
    at = 0
    for box in boxes:
        start, end = round(box.start * STEPS), round(box.end * STEPS)
        path.append(f"m{start - at} 0h{end - start}")
        at = end
    if path:
        yield (
            f'<svg y="{top}" width="100%" height="{_BAR}" viewBox="0 -1 {STEPS} 2" preserveAspectRatio="none">'
            f'<path class="il-time__busy" d="M0 0{"".join(path)}"/></svg>'
        )


def _numbers(row: Row) -> Iterator[str]:
    for number in row.numbers:
        style = "il-time__number" + ("" if number.narrow else " il-time__number--wide")
        yield f'<span class="{style}" style="left:{_percent(number.at)}">{number.text}</span>'


def _percent(part: float) -> str:
    return f"{100 * part:.2f}".rstrip("0").rstrip(".") + "%"


def _rect(box: Box, top: float, height: float, style: str, title: str) -> str:
    return (
        f'<rect {style} x="{_percent(box.start)}" width="{_percent(box.end - box.start)}" y="{top}" '
        f'height="{height}"><title>{escape(title)}</title></rect>'
    )
