"""The controls of a replay, which `docs/assets/replay.js` brings to life."""

from __future__ import annotations

import math
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from interleave.card.timeline.layout import Picture
    from interleave.card.timeline.words import Words
    from interleave.trace import Trace

_WATCHED = 8
"""Seconds that a replay takes at the speed that is chosen first, about."""
_SLOWNESS = (1, 2, 5, 10, 20, 50, 100, 200, 500)


def slowness(seconds: float) -> int:
    """How many times slower than it was to replay a run, so that it can be watched."""
    return min(_SLOWNESS, key=lambda times: abs(math.log(seconds * times / _WATCHED)))


def moments(trace: Trace, arrived: Sequence[float]) -> list[float]:
    """When each line comes in a replay, in seconds: when its lane printed it, in step with the timeline.

    A line that no lane is known to have printed comes when it arrived. None comes before the lines above it.
    """
    printed: dict[int, float] = {}
    for mark in trace.marks:
        printed[mark.line] = max(mark.at, printed.get(mark.line, 0))
    return list(accumulate((printed.get(line, at) for line, at in enumerate(arrived)), max))


def controls(picture: Picture, words: Words) -> str:
    """Make the controls of a picture's replay; they are hidden until the script shows them."""
    chosen = _SLOWNESS.index(slowness(picture.end - picture.start))
    offered = sorted({1, *_SLOWNESS[max(chosen - 2, 0) : chosen + 3]})
    options = "".join(
        f'<option value="{times}"{" selected" if times == _SLOWNESS[chosen] else ""}>'
        f"{words.real_time if times == 1 else words.slower.format(times=times)}</option>"
        for times in offered
    )
    start, end = (f"{at * 1000:.1f}" for at in (picture.start, picture.end))
    return (
        f'<div class="il-replay" hidden><span><button type="button" data-does="play" data-play="{words.replay}" '
        f'data-pause="{words.pause}"><i aria-hidden="true"></i><span>{words.replay}</span></button> '
        f'<select aria-label="{words.speed}">{options}</select></span>'
        f'<input type="range" min="{start}" max="{end}" step="0.1" value="{end}" aria-label="{words.moment}" '
        f'data-unit="{picture.unit}"/></div>'
    )
