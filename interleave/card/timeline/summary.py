"""A timeline in sentences, for readers who do not see it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from interleave.card.timeline import words
from interleave.card.words import JOINED
from interleave.trace import WAITS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from interleave.card.timeline.layout import Row
    from interleave.trace import Trace

_LONGEST = 3


def duration(seconds: float, language: str) -> str:
    """Say how long something took: in milliseconds, or from one second on in seconds, with at most three digits."""
    if seconds >= 0.9995:
        return words.SECONDS.of(language, number=f"{seconds:.2f}".rstrip("0").rstrip("."))
    number = f"{seconds * 1000:.0f}" if seconds >= 0.01 else f"{seconds * 1000:.2g}"
    return words.MILLISECONDS.of(language, number=number)


def summary(row: Row, trace: Trace, language: str) -> str:
    """Tell a row in one sentence: its calls, its longest waits and the lines that it printed."""
    return JOINED.of(language).join(_parts(row, trace, language)) + words.STOP.of(language)


def _parts(row: Row, trace: Trace, language: str) -> Iterator[str]:
    track = trace.tracks[row.tracks[0]]
    comma = words.COMMA.of(language)
    start = duration(track.start, language)
    end = duration(max(trace.tracks[number].end for number in row.tracks), language)
    yield words.LIVED.of(language, name=row.name, pid=track.pid, start=start, end=end)
    calls = dict.fromkeys(box.name for level in row.calls for box in level)
    if calls:
        yield words.CALLED.of(language, names=comma.join(calls))
    took: dict[tuple[str, str], float] = defaultdict(float)
    for span in trace.spans:
        if span.track in row.tracks:
            took[span.kind, span.name] += span.seconds
    ran = took["running", ""]
    if ran:
        yield words.RAN.of(language, time=duration(ran, language))
    waits = [each for each in took.items() if each[0][0] in {*WAITS, "held"}]
    for (kind, name), seconds in sorted(waits, key=lambda each: -each[1])[:_LONGEST]:
        phrase = words.HELD_FOR if kind == "held" else words.WAITED[kind][not name]
        yield phrase.of(language, name=name, time=duration(seconds, language))
    if row.dots:
        lines = sorted({dot.line + 1 for dot in row.dots})
        yield words.PRINTED_LINES.of(language, lines=comma.join(_shortened(lines)))


def _shortened(numbers: list[int]) -> Iterator[str]:
    """Shorten three or more numbers that follow one another: 1, 2, 3, 7 to 1–3, 7."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] + 1 == number:
            runs[-1].append(number)
        else:
            runs.append([number])
    for run in runs:
        yield from [f"{run[0]}–{run[-1]}"] if len(run) > 2 else map(str, run)
