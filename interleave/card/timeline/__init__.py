"""The timeline of a card: what the processes, threads and tasks of a run did when.

`layout` computes where everything stands, `summary` tells it in sentences, `drawing` makes HTML of both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from interleave.card.timeline import words
from interleave.card.timeline.drawing import Drawing
from interleave.card.timeline.layout import laid_out
from interleave.card.timeline.replaying import controls, moments

if TYPE_CHECKING:
    from collections.abc import Callable

    from interleave.trace import Trace

__all__ = ["is_legible", "moments", "timeline"]

_ROWS = 60  # more fill several screens


def is_legible(trace: Trace) -> bool:
    """Whether a trace has something to draw, and no more rows than a reader can take in."""
    return bool(trace.tracks) and len(laid_out(trace).rows) <= _ROWS


def timeline(trace: Trace, language: str, colour: Callable[[int], str] = lambda _: "") -> str:
    """Make the timeline of a trace in "zh" or "en", as one HTML element on one line.

    The trace has at least one track. `colour` gives the style for the colour of a printed line, by its number from 0.
    """
    picture = laid_out(trace)
    unmeasured = "" if picture.sampled else f'<p class="il-time__note">{words.NOT_MEASURED.of(language)}</p>'
    return (
        f'<section class="il-time" data-start="{picture.start * 1000:.1f}" data-end="{picture.end * 1000:.1f}">'
        f"{Drawing(trace, picture, language, colour).html()}{controls(picture, language)}{unmeasured}</section>"
    )
