"""The timelines' part of a page's legend: what their shapes mean."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from interleave.card.timeline import words
from interleave.card.timeline.hatches import Hatches
from interleave.trace import WAITS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from interleave.card.words import Phrase

_LOCK = ("lock", "")
_HATCHES = Hatches([""], [*((kind, kind) for kind in WAITS), _LOCK], "legend")


HATCHES = _HATCHES.html()
"""What the page needs before the items."""


def swatches(language: str) -> str:
    """Make a list item for each kind of shapes."""
    return "".join(
        f'<li><span><svg width="22" height="12">{swatch}</svg></span>{escape(said.of(language))}</li>'
        for swatch, said in _items()
    )


def _items() -> Iterator[tuple[str, Phrase]]:
    yield _swatch('class="il-time__ran"'), words.RUNNING
    shades = (
        f'<rect class="il-time__ran" opacity="{part}" x="{22 * (1 - part):g}" width="5.5" height="12"/>'
        for part in (1, 0.75, 0.5, 0.25)
    )
    yield "".join(shades), words.RUNNING_PART
    yield '<rect class="il-time__ran" y="4" width="22" height="4"/>', words.TURN
    yield '<path class="il-time__life" d="M0 6h22"/>', words.NOT_RUNNING
    for kind in WAITS:
        yield _swatch(_HATCHES.fill(kind, kind)), words.KINDS_OF_WAITS[kind]
    held, waited = f'class="{_HATCHES.style("")}"', _HATCHES.fill(*_LOCK)
    yield _swatch(held) + f'<rect {waited} x="11" width="11" height="12"/>', words.HELD_AND_WAITED
    yield '<rect class="il-time__call" x=".5" y=".5" width="21" height="11"/>', words.CALL
    yield '<circle class="il-time__dot" cx="11" cy="6" r="3.5"/>', words.PRINTED


def _swatch(style: str) -> str:
    return f'<rect {style} width="22" height="12"/>'
