"""The legend of a timeline: the meaning of the shapes that occur in it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from interleave.card.timeline import words
from interleave.card.timeline.layout import LEVELS
from interleave.trace import WAITS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from interleave.card.timeline.hatches import Hatches
    from interleave.card.timeline.layout import Picture


def legend(picture: Picture, language: str, hatches: Hatches) -> str:
    """Make the legend of a picture. Screen readers skip it: they have the summary."""
    items = "".join(
        f'<span><svg width="22" height="12">{swatch}</svg>{escape(said)}</span> '
        for swatch, said in _items(picture, language, hatches)
    )
    return f'<p class="il-time__legend" aria-hidden="true">{items}</p>'


def _items(picture: Picture, language: str, hatches: Hatches) -> Iterator[tuple[str, str]]:
    """Give a shape and its meaning for each kind of shapes in the picture."""
    rows, waits = picture.rows, picture.waits
    if any(row.ran for row in rows):
        yield _swatch('class="il-time__ran"'), words.RUNNING.of(language)
    if any(shade.level < LEVELS for row in rows for shade in row.ran):
        shades = (
            f'<rect class="il-time__ran" opacity="{part}" x="{22 * (1 - part):g}" width="5.5" height="12"/>'
            for part in (1, 0.75, 0.5, 0.25)
        )
        yield "".join(shades), words.RUNNING_PART.of(language)
    if any(row.turns for row in rows):
        turn = words.TURN if picture.sampled else words.NOT_WAITING
        yield '<rect class="il-time__ran" y="4" width="22" height="4"/>', turn.of(language)
    if picture.sampled:
        yield '<path class="il-time__life" d="M0 6h22"/>', words.NOT_RUNNING.of(language)
    for kind in WAITS:
        name = next((name for each, name in waits if each == kind and name not in picture.locks), None)
        if name is not None:
            yield _swatch(hatches.fill(kind, name)), words.KINDS_OF_WAITS[kind].of(language)
    for lock in picture.locks:
        held = _swatch(f'class="{hatches.style(lock)}"')
        if ("lock", lock) in waits:
            waited = f'<rect {hatches.fill("lock", lock)} x="11" width="11" height="12"/>'
            yield held + waited, words.HELD_AND_WAITED.of(language, name=lock)
        else:
            yield held, words.HELD.of(language, name=lock)
    if any(row.calls for row in rows):
        yield '<rect class="il-time__call" x=".5" y=".5" width="21" height="11"/>', words.CALL.of(language)
    if any(row.dots for row in rows):
        yield '<circle class="il-time__dot" cx="11" cy="6" r="3.5"/>', words.PRINTED.of(language)


def _swatch(style: str) -> str:
    return f'<rect {style} width="22" height="12"/>'
