"""The legend of a page: the marks of its cards, and the shapes of their timelines. One card of a page has it."""

from __future__ import annotations

from html import escape

from interleave.card import words
from interleave.card.fold import fold
from interleave.card.timeline.legend import swatches

_MARKS = (
    ('<i class="il-legend__hole">4711</i>', words.HOLES),
    ('<i class="il-bar"></i>', words.LANES),
    ('<i class="il-bar il-bar--block"></i>', words.BLOCKS),
    ('<i class="il-legend__dot"></i>', words.SINGLES),
    ('<i class="il-piece">ab</i>', words.TORN),
)

PLACE = "il-legend"
"""The anchor of a page's legend."""


def legend(language: str) -> str:
    """Make the legend in "zh" or "en". Screen readers have the words for each mark at the mark, and skip it."""
    marks = "".join(f"<li><span>{mark}</span>{escape(said.of(language))}</li>" for mark, said in _MARKS)
    inside = f'<ul class="il-legend" aria-hidden="true">{marks}{swatches(language)}</ul>'
    return fold(words.LEGEND.of(language), inside, f' id="{PLACE}"')
