"""A timeline told in words, for those who do not see it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from interleave.trace import WAITS

if TYPE_CHECKING:
    from interleave.card.timeline.layout import Row
    from interleave.card.timeline.words import Words
    from interleave.trace import Trace

_LONGEST = 3


def duration(seconds: float, words: Words) -> str:
    """Say how long something took: in milliseconds, and from one second on in seconds, with three digits at most."""
    if seconds >= 0.9995:
        return words.seconds.format(number=f"{seconds:.2f}".rstrip("0").rstrip("."))
    return words.milliseconds.format(number=f"{seconds * 1000:.0f}" if seconds >= 0.01 else f"{seconds * 1000:.2g}")


def told(row: Row, trace: Trace, words: Words) -> str:
    """Tell a row in one sentence: what it did, the longest waits, which lines it printed."""
    lane = trace.lanes[row.lanes[0]]
    ends = [trace.lanes[number].end for number in row.lanes]
    parts = [
        words.lived.format(
            name=row.name, pid=lane.pid, start=duration(lane.start, words), end=duration(max(ends), words)
        )
    ]
    spans = [span for span in trace.spans if span.lane in row.lanes]
    calls = dict.fromkeys(box.name for level in row.calls for box in level)
    if calls:
        parts.append(words.called.format(names=words.comma.join(calls)))
    ran = sum(span.end - span.start for span in spans if span.kind == "running")
    if ran:
        parts.append(words.ran.format(time=duration(ran, words)))
    took: dict[tuple[str, str], float] = defaultdict(float)
    for span in spans:
        if span.kind in WAITS or span.kind == "held":
            took[span.kind, span.name] += span.end - span.start
    for (kind, name), seconds in sorted(took.items(), key=lambda each: -each[1])[:_LONGEST]:
        said = words.held_for if kind == "held" else words.waited[kind][not name]
        parts.append(said.format(name=name, time=duration(seconds, words)))
    lines = sorted({dot.line + 1 for dot in row.dots})
    if lines:
        parts.append(words.printed_lines.format(lines=words.comma.join(_runs(lines))))
    return words.between.join(parts) + words.stop


def _runs(numbers: list[int]) -> list[str]:
    """Shorten numbers that follow one another: 1, 2, 3, 7 to 1–3, 7."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] + 1 == number:
            runs[-1].append(number)
        else:
            runs.append([number])
    return [
        text for run in runs for text in ([f"{run[0]}–{run[-1]}"] if len(run) > 2 else [str(number) for number in run])
    ]
