"""The timelines' part of a page's legend: what their shapes mean."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from interleave.card.timeline import words
from interleave.trace import WAITS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from interleave.card.words import Phrase


def swatches(language: str) -> str:
    """Make a list item for each kind of shapes."""
    return "".join(
        f'<li><span class="il-time__swatch">{swatch}</span>{escape(said.of(language))}</li>'
        for swatch, said in _items()
    )


def _items() -> Iterator[tuple[str, Phrase]]:
    yield _shape("il-time__ran"), words.RUNNING
    shades = (
        _shape("il-time__ran", f"opacity:{part};left:{100 * (1 - part):g}%;width:25%") for part in (1, 0.75, 0.5, 0.25)
    )
    yield "".join(shades), words.RUNNING_PART
    yield _shape("il-time__ran", "height:4px;margin-top:4px"), words.TURN
    yield _shape("il-time__life"), words.NOT_RUNNING
    for kind in WAITS:
        yield _shape(f"il-wait il-wait--{kind}"), words.KINDS_OF_WAITS[kind]
    waited = _shape("il-wait il-wait--lock il-lock--0", "left:50%;width:50%")
    yield _shape("il-lock il-lock--0", "width:50%") + waited, words.HELD_AND_WAITED
    yield _shape("il-time__call"), words.CALL
    yield _shape("il-time__dot"), words.PRINTED


def _shape(kind: str, style: str = "") -> str:
    style = f' style="{style}"' if style else ""
    return f'<i class="{kind}"{style}></i>'
