"""A run as its contract reads it, which is what claims are asked about."""

from __future__ import annotations

import copy
import math
from collections.abc import Callable
from typing import NamedTuple

from interleave.circumstance import Circumstance
from interleave.contract.matching import Match
from interleave.transcript import Line, Transcript

# Seconds from the printing of a line to its arrival. The kernel hands on what a program writes to a pseudo-terminal by
# a worker, which waits for a processor as processes do: of 2,400 lines on two cores with a dozen processes ready, 11
# were late, by 0.03 s at most.
_DELAY = 0.1


class Logical(NamedTuple):
    """A line as the program printed it, put together again where it was torn; `line` counts terminal lines from 0."""

    text: str
    line: int
    lane: int | None


Value = int | float | str


class Reading:
    """What a claim is asked about: a transcript, taken apart by its contract.

    `run["name"]` is the value of a hole, `run.all("name")` all values of one that was bound in several rounds,
    `run.texts` the lines as they were printed (torn ones put together), `run.at("Done")` when one had come. `run.hangs`
    tells that it did not end, `run.where` has the place at which each of its threads stood then, like "deadlock.py,
    line 12, in transfer"; both are of a run that was stopped. In a quiz nobody can tell the place, and there is none.
    """

    def __init__(self, transcript: Transcript, match: Match, circumstance: Circumstance) -> None:
        self.transcript = transcript
        self.match = match
        self.exit = transcript.exit
        self.hangs = bool(transcript.hangs)
        self.where = tuple(filter(None, transcript.hangs))
        self._circumstance = circumstance
        self._told: dict[str, bool] = {}
        self._looked = False  # whether a claim asked for the circumstance since
        self._values: dict[str, dict[str, Value]] = {}
        self.lines: list[Logical] = []
        for number, (line, pieces) in enumerate(zip(transcript.lines, match.pieces, strict=True)):
            for piece in pieces:
                self.lines.append(Logical(line.text[piece.start : piece.end], number, piece.lane))
                for filling in piece.fillings:
                    if filling.hole.name:
                        text = line.text[filling.start : filling.end]
                        self._values.setdefault(filling.hole.name, {}).setdefault(
                            filling.hole.key, text and filling.hole.type.value(text)
                        )
        self.texts = [line.text for line in self.lines]

    @property
    def circumstance(self) -> Circumstance:
        """The circumstance of the run."""
        self._looked = True
        return self._circumstance

    @property
    def version(self) -> tuple[int, int]:
        return self.circumstance.version

    @property
    def free_threaded(self) -> bool:
        return self.circumstance.free_threaded

    @property
    def start_method(self) -> str | None:
        return self.circumstance.start_method

    def under(self, circumstance: Circumstance) -> Reading:
        """Give the same run in another circumstance. It shares what was told of claims that do not ask for that."""
        other = copy.copy(self)
        other._circumstance = circumstance  # noqa: SLF001  (its own)
        return other

    def told(self, name: str, asked: Callable[[Reading], object]) -> object:
        """Ask a claim's function about this run, once."""
        if name in self._told:
            return self._told[name]
        self._looked = False
        answer = asked(self)
        if not self._looked and isinstance(answer, bool):
            self._told[name] = answer
        return answer

    @property
    def torn(self) -> bool:
        """Whether any line came apart."""
        return any(len(pieces) != 1 for pieces in self.match.pieces)

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def __getitem__(self, name: str) -> Value:
        """The value of a hole (the first one's, if it was bound in several rounds), "" if it is empty.

        Raises KeyError when this run has no such hole.
        """
        if name not in self._values:
            raise KeyError(f"no hole {name!r} in this run; it has {', '.join(self._values) or 'none'}")
        return next(iter(self._values[name].values()))

    def all(self, name: str) -> list[Value]:
        """All values of a hole, one for each round that bound it, in order of appearance."""
        return list(self._values.get(name, {}).values())

    def at(self, start: str) -> float:
        """When the first line that starts with this text had come, in seconds since the program was started.

        Raises LookupError when none does.
        """
        return self._line(start).at

    def between(self, start: str, other: str) -> tuple[float, float]:
        """The least and the most seconds that can lie between the printing of two lines, the first that start so.

        Nobody sees a line before it is printed. On a terminal it is seen within `_DELAY`. Where the program keeps its
        output until it is flushed, it may be seen at any time later.

        Raises LookupError when there is no such line.
        """
        first, second = self._line(start), self._line(other)
        delay = _DELAY if self.circumstance.output == "terminal" or not self.circumstance.buffered else math.inf
        return max(0.0, second.after - delay - first.at), second.at - max(0.0, first.after - delay)

    def _line(self, start: str) -> Line:
        return self.transcript.lines[self.lines[self.index(start)].line]

    def index(self, start: str) -> int:
        """The position in `texts` of the first line that starts with this text.

        Raises LookupError when none does.
        """
        for index, text in enumerate(self.texts):
            if text.startswith(start):
                return index
        raise LookupError(f"no line starts with {start!r}")
