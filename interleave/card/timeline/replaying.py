"""The controls of a replay, which `docs/assets/replay.js` runs."""

from __future__ import annotations

import math
from itertools import accumulate
from typing import TYPE_CHECKING

from interleave.card.timeline import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from interleave.card.timeline.layout import Picture
    from interleave.trace import Trace

_DURATION = 8
"""About how many seconds a replay takes at the speed that is chosen first."""
_SLOWNESS = (1, 2, 5, 10, 20, 50, 100, 200, 500)


def slowness(seconds: float) -> int:
    """Choose how many times slower than in reality to replay a run of so many seconds, so that it can be watched."""
    return min(_SLOWNESS, key=lambda times: abs(math.log(seconds * times / _DURATION)))


def moments(trace: Trace, arrived: Sequence[float]) -> list[float]:
    """Give when a replay shows each line, in seconds since the program's start, in step with the timeline.

    That is when its track printed it, or when it `arrived` if no mark tells. No line comes before the lines above it.
    """
    printed: dict[int, float] = {}
    for mark in trace.marks:
        printed[mark.line] = max(mark.at, printed.get(mark.line, 0))
    return list(accumulate((printed.get(line, at) for line, at in enumerate(arrived)), max))


def controls(picture: Picture, language: str) -> str:
    """Make the controls of a picture's replay; they are hidden until the script shows them."""
    chosen = _SLOWNESS.index(slowness(picture.end - picture.start))
    offered = sorted({1, *_SLOWNESS[max(chosen - 2, 0) : chosen + 3]})
    options = "".join(
        f'<option value="{times}"{" selected" if times == _SLOWNESS[chosen] else ""}>'
        f"{(words.REAL_TIME if times == 1 else words.SLOWER).of(language, times=times)}</option>"
        for times in offered
    )
    start, end = (f"{at * 1000:.1f}" for at in (picture.start, picture.end))
    replay = words.REPLAY.of(language)
    return (
        f'<div class="il-replay" hidden><button type="button" data-does="play" data-play="{replay}" '
        f'data-pause="{words.PAUSE.of(language)}">{replay}</button>'
        f'<select aria-label="{words.SPEED.of(language)}">{options}</select>'
        f'<input type="range" min="{start}" max="{end}" step="0.1" value="{end}" '
        f'aria-label="{words.MOMENT.of(language)}" data-unit="{picture.unit}"/></div>'
    )
