"""What the shapes of a picture mean: only those that occur in it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from interleave.trace import WAITS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from interleave.card.timeline.hatches import Hatches
    from interleave.card.timeline.layout import Picture
    from interleave.card.timeline.words import Words


def legend(picture: Picture, words: Words, hatches: Hatches) -> str:
    """Explain a picture's shapes, for those who see them."""
    items = "".join(
        f'<span><svg width="22" height="12">{swatch}</svg>{escape(said)}</span> '
        for swatch, said in _shapes(picture, words, hatches)
    )
    return f'<p class="il-time__legend" aria-hidden="true">{items}</p>'


def _shapes(picture: Picture, words: Words, hatches: Hatches) -> Iterator[tuple[str, str]]:
    rows = picture.rows
    if any(row.busy for row in rows):
        yield _swatch('class="il-time__ran"'), words.running if picture.sampled else words.active
    if picture.sampled:
        yield '<path class="il-time__life" d="M0 6h22"/>', words.idle
    waits = {(box.kind, box.name) for row in rows for box in row.waits}
    for kind in WAITS:
        names = [name for each, name in waits if each == kind and name not in picture.locks]
        if names:
            yield _swatch(hatches.fill(kind, names[0])), words.kinds[kind]
    for lock in picture.locks:
        held = _swatch(f'class="{hatches.style(lock)}"')
        if ("lock", lock) in waits:
            waited = f'<rect {hatches.fill("lock", lock)} x="11" width="11" height="12"/>'
            yield held + waited, words.held_and_waited.format(name=lock)
        else:
            yield held, words.held.format(name=lock)
    if any(row.calls for row in rows):
        yield '<rect class="il-time__call" x=".5" y=".5" width="21" height="11"/>', words.call
    if any(row.dots for row in rows):
        yield '<circle class="il-time__dot" cx="11" cy="6" r="3.5"/>', words.printed


def _swatch(style: str) -> str:
    return f'<rect {style} width="22" height="12"/>'
