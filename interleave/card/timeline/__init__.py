"""How a card shows when what happened: lanes of processes, threads and tasks along the run's time.

`layout` says where everything stands, `summary` says it in words, `drawing` makes HTML of both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from interleave.card.timeline.drawing import Drawing
from interleave.card.timeline.hatches import Hatches
from interleave.card.timeline.layout import laid_out
from interleave.card.timeline.legend import legend
from interleave.card.timeline.replaying import controls, moments
from interleave.card.timeline.words import WORDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from interleave.trace import Trace

__all__ = ["moments", "timeline"]


def timeline(trace: Trace, language: str, card: str, colour: Callable[[int], str] = lambda _: "") -> str:
    """Make the timeline of a trace in "zh" or "en", as one HTML element on one line.

    `card` is what makes its ids different from those of other cards on its page. `colour` gives, for the number of a
    printed line (from 0), the attribute by which its mark has the line's colour.
    """
    picture, words = laid_out(trace), WORDS[language]
    hatches = Hatches(picture, card)
    # A section, and no other in it: Material's search takes the first end of a like element for the excluded one's.
    return (
        f'<section class="il-time" data-search-exclude data-start="{picture.start * 1000:.1f}" '
        f'data-end="{picture.end * 1000:.1f}">{hatches.html()}'
        f"{Drawing(trace, picture, words, hatches, colour).html()}"
        f"{controls(picture, words)}{legend(picture, words, hatches)}</section>"
    )
