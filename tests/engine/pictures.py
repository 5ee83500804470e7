"""What a recording's timeline draws as running, against what its threads counted; as a command, for all recordings.

    python -m tests.engine.pictures [RECORDING ...]

A line for each recording: the most that is drawn running at a moment and the cores; then for each thread what is drawn
and what its own clock counted, in milliseconds. Recordings that were made before clocks were read have no numbers.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from interleave.book import Book
from interleave.card.timeline.layout import COLUMNS, LEVELS, laid_out
from interleave.evidence.recording import Recording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from interleave.card.timeline.layout import Row
    from interleave.trace import Span, Trace

FLOOR = 0.001
"""Seconds: so much may be drawn too much or too little, whatever the rest is."""


class Thread(NamedTuple):
    """Seconds of one thread: what its clock `counted` and what the trace `shows`, from its first event to its last."""

    name: str
    counted: float
    shows: float

    @property
    def agrees(self) -> bool:
        """Within ten per cent, both ways."""
        return abs(self.shows - self.counted) <= max(0.1 * self.counted, FLOOR)


def most(spans: Iterable[Span]) -> float:
    """Give the most that runs at a moment."""
    changes = [
        change
        for span in spans
        if span.kind == "running"
        for change in ((span.end, 0, -span.share), (span.start, 1, span.share))
    ]
    at_once = highest = 0.0
    for _, _, by in sorted(changes):
        at_once += by
        highest = max(highest, at_once)
    return round(highest, 2)


def most_drawn(trace: Trace) -> float:
    """Give the most that is drawn running in a column of the picture."""
    drawn = [0] * COLUMNS
    for row in laid_out(trace).rows:
        for shade in row.ran:
            for column in range(round(shade.start * COLUMNS), round(shade.end * COLUMNS)):
                drawn[column] += shade.level
    return max(drawn) / LEVELS


def threads(trace: Trace) -> Iterator[Thread]:
    """Yield the threads whose clocks were read."""
    for number, track in enumerate(trace.tracks):
        if track.ran is not None:
            spans = (span for span in trace.spans if (span.track, span.kind) == (number, "running"))
            yield Thread(f"{track.name} of {track.pid}", track.ran, sum(span.seconds for span in spans))


def rows(trace: Trace) -> Iterator[tuple[Row, float, float]]:
    """Yield each row with the seconds of running that are drawn in it, and those that its spans have there."""
    picture = laid_out(trace)
    long = picture.end - picture.start
    for row in picture.rows:
        drawn = sum(shade.level * (shade.end - shade.start) for shade in row.ran) / LEVELS * long
        shown = sum(
            span.share * max(0.0, min(span.end, picture.end) - max(span.start, picture.start))
            for span in trace.spans
            if span.track in row.tracks and span.kind == "running"
        )
        yield row, drawn, shown


def _main() -> None:
    book = Book(Path(__file__).parents[2])
    asked = [Path(name) for name in sys.argv[1:]] or sorted((book.root / "snippets").rglob("*.run.json"))
    for file in asked:
        recording = Recording.read(file)
        trace = recording.trace
        name = "/".join(file.parts[-2:]).removesuffix(".run.json")
        measured = list(threads(trace))
        if not measured:
            print(f"{name}: no clock was read")
            continue
        print(f"{name}: {max(most(trace.spans), most_drawn(trace)):.2f} of {recording.cores} cores")
        for each in measured:
            off = (each.shows / each.counted - 1) * 100 if each.counted else 0.0
            said = "" if each.agrees else "  DIFFERS"
            print(f"    {each.name:40}{each.shows * 1000:10.2f}{each.counted * 1000:10.2f} ms {off:+6.1f} %{said}")


if __name__ == "__main__":
    _main()
