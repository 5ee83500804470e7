"""Wrong outputs: changes of an output that kept its contract, of which the contract must reject each.

The contract's match says what varies from run to run: the order of lines in different lanes, and the texts of holes. No
operator makes an output that some run could show; its docstring names what it leaves out and why.
"""

from __future__ import annotations

import difflib
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple, TypeAlias

from interleave.contract import Contract, Mismatch, Reading
from interleave.contract.matching import Piece
from interleave.contract.shape import Repeated, Shape, Text, parts
from interleave.contract.tracebacks import frames
from interleave.transcript import Line, Transcript
from interleave.trial.mutants import wrong
from interleave.trial.mutants.wrong import Filled

Made: TypeAlias = Iterator[tuple[str, Transcript]]
"""What an operator gives: what it changed, and the wrong output."""


class OutputMutant(NamedTuple):
    """A wrong output: the name of its operator, what was changed, and the output."""

    operator: str
    what: str
    transcript: Transcript

    def diff(self, original: Transcript) -> Iterator[str]:
        """Give the lines of a unified diff from the output that it was made from."""
        before, after = (_shown(transcript) for transcript in (original, self.transcript))
        yield from itertools.islice(difflib.unified_diff(before, after, n=0, lineterm=""), 2, None)


def output_mutants(contract: Contract, reading: Reading) -> Iterator[OutputMutant]:
    """Give every wrong output that the operators make from an output that keeps the contract."""
    printed = _Printed(contract, reading)
    for operator in _OPERATORS:
        for what, transcript in operator(printed):
            if transcript != reading.transcript:
                yield OutputMutant(operator.__name__.replace("_", " "), what, transcript)


def survives(contract: Contract, reading: Reading, mutant: OutputMutant) -> bool:
    """Tell whether a wrong output keeps the contract.

    Some run shows one that has another outcome, or that differs only in frames of which `traceback` leaves open which
    there are: it is not wrong.
    """
    try:
        kept = contract.checked(mutant.transcript, reading.circumstance)
    except Mismatch:
        return False
    if contract.outcomes and contract.outcome_of(kept) != contract.outcome_of(reading):
        return False
    return _told(kept) != _told(reading)


def _told(reading: Reading) -> tuple[object, ...]:
    """Give what a run shows, without the frames that `traceback` leaves open."""
    pairs = zip(reading.transcript.lines, reading.match.pieces, strict=True)
    lines = [line.text for line, pieces in pairs if not any(piece.template.source in _OPEN for piece in pieces)]
    return lines, reading.transcript.whole, reading.hangs


def _shown(transcript: Transcript) -> list[str]:
    end = [] if transcript.whole else ["(no line end)"]
    ends = "(hangs)" if transcript.hangs else f"(exit status {transcript.exit})"
    return [*(line.text for line in transcript.lines), *end, ends]


class _Printed:
    """An output and what its match says of it. Lines are counted from 0."""

    def __init__(self, contract: Contract, reading: Reading) -> None:
        self.transcript = reading.transcript
        self.lines = reading.transcript.lines
        self._pieces = reading.match.pieces
        self._lanes = reading.match.lanes
        self.exit = contract.exit
        self._repeated = frozenset(_repeated(contract.shape))

    def spliced(self, start: int, end: int, *lines: Line) -> Transcript:
        """Give the output with `lines` for its lines `start` to `end` (excluded)."""
        return replace(self.transcript, lines=(*self.lines[:start], *lines, *self.lines[end:]))

    def with_texts(self, texts: Mapping[int, str]) -> Transcript:
        """Give the output with other texts of some lines, by their numbers."""
        changed = (replace(line, text=texts.get(number, line.text)) for number, line in enumerate(self.lines))
        return replace(self.transcript, lines=tuple(changed))

    def refilled(self, holes: Iterable[Filled], text: str) -> Transcript:
        """Give the output with `text` in each of these holes, which come in the order in which they stand there."""
        texts: dict[int, str] = {}
        for hole in reversed(list(holes)):
            line = texts.get(hole.line, self.lines[hole.line].text)
            texts[hole.line] = line[: hole.start] + text + line[hole.end :]
        return self.with_texts(texts)

    def holes(self, number: int) -> list[Filled]:
        """Give the filled holes of a line from left to right."""
        text, at = self.lines[number].text, self.lines[number].at
        fillings = (filling for piece in self._pieces[number] for filling in piece.fillings)
        return [
            Filled(filling.hole, number, filling.start, filling.end, text[filling.start : filling.end], at)
            for filling in fillings
        ]

    def all_holes(self) -> list[Filled]:
        """Give all filled holes of the output."""
        return [hole for number in range(len(self.lines)) for hole in self.holes(number)]

    def last_hole(self, number: int) -> Filled | None:
        """Give the hole that ends a line, None if text outside of holes ends it."""
        holes = self.holes(number)
        return holes[-1] if holes and holes[-1].end == len(self.lines[number].text) else None

    def literals(self, number: int) -> Iterator[tuple[int, int]]:
        """Give the parts of a line outside of its holes, as start and end (excluded) in characters."""
        at = 0
        for hole in self.holes(number):
            yield at, hole.start
            at = hole.end
        yield at, len(self.lines[number].text)

    def alike(self, one: int, other: int) -> bool:
        """Tell whether two lines differ in their holes only."""
        texts = ([self.lines[each].text[start:end] for start, end in self.literals(each)] for each in (one, other))
        return next(texts) == next(texts)

    def is_repeated(self, number: int) -> bool:
        """Tell whether a line stands inside `repeated`: some run prints it once more or once less."""
        return any(piece.template.source in self._repeated for piece in self._pieces[number])

    def are_ordered(self, one: int, other: int) -> bool:
        """Tell whether two lines have the same order in every run.

        Lines of different lanes of one group have none, unless the lanes are blocks, one of them of several lines. The
        order of torn lines is not known.
        """
        if len(self._pieces[one]) != 1 or len(self._pieces[other]) != 1:
            return False
        lanes = self._parting(self._pieces[one][0], self._pieces[other][0])
        if lanes is None:
            return True
        here, there = (self._lanes[lane] for lane in lanes)
        return here.group != there.group or (here.blocks and max(map(self._lines_in, lanes)) > 1)

    def may_be_torn(self, one: int, other: int) -> bool:
        """Tell whether two lines are of different lanes of a group whose lines may be torn."""
        if not self._pieces[one] or not self._pieces[other]:
            return True
        lanes = self._parting(self._pieces[one][-1], self._pieces[other][-1])
        return lanes is not None and self._lanes[lanes[0]].torn

    def _parting(self, one: Piece, other: Piece) -> tuple[int, int] | None:
        """Give the outermost lanes in which two pieces differ, None if there are none."""
        pairs = zip(self._path(one.lane), self._path(other.lane), strict=False)
        return next((pair for pair in pairs if pair[0] != pair[1]), None)

    def _path(self, lane: int | None) -> list[int]:
        """Give a lane and those around it, the outermost first."""
        return [] if lane is None else [*self._path(self._lanes[lane].inside), lane]

    def _lines_in(self, lane: int) -> int:
        return sum(lane in self._path(piece.lane) for pieces in self._pieces for piece in pieces)


def _repeated(shape: Shape, inside: bool = False) -> Iterator[str]:
    """Give the lines inside `repeated`, as their author wrote them."""
    if isinstance(shape, Text) and inside:
        yield shape.template.source
    for part in parts(shape):
        yield from _repeated(part, inside or isinstance(shape, Repeated))


_OPEN = frozenset(_repeated(frames()))


def drop(printed: _Printed) -> Made:
    """Leave out a line."""
    for number in range(len(printed.lines)):
        yield f"without line {number + 1}", printed.spliced(number, number + 1)


def duplicate(printed: _Printed) -> Made:
    """Print a line twice."""
    for number, line in enumerate(printed.lines):
        yield f"line {number + 1} twice", printed.spliced(number, number, line)


def swap(printed: _Printed) -> Made:
    """Swap the texts of a line and of the next one that comes after it in every run.

    Not of lines that differ in their holes only: `change_hole` and `disagree` change those.
    """
    for one, line in enumerate(printed.lines):
        after = range(one + 1, len(printed.lines))
        other = next((each for each in after if printed.are_ordered(one, each)), None)
        if other is not None and not printed.alike(one, other):
            swapped = printed.with_texts({one: printed.lines[other].text, other: line.text})
            yield f"lines {one + 1} and {other + 1} swapped", swapped


def move(printed: _Printed) -> Made:
    """Move a line to the beginning or the end of the output, past one that it never passes."""
    numbers = range(len(printed.lines))
    for one, line in enumerate(printed.lines):
        others = [each for each in numbers if printed.are_ordered(one, each) and not printed.alike(one, each)]
        rest = printed.spliced(one, one + 1)
        if others and min(others) < one:
            yield f"line {one + 1} first", replace(rest, lines=(line, *rest.lines))
        if others and max(others) > one:
            yield f"line {one + 1} last", replace(rest, lines=(*rest.lines, line))


def change_text(printed: _Printed) -> Made:
    """Change a letter or a number outside of the holes."""
    for number, line in enumerate(printed.lines):
        for start, end in printed.literals(number):
            for found in re.finditer(r"\d+|[^\W\d]+", line.text[start:end]):
                old = found[0]
                new = str(int(old) + 1) if old.isdecimal() else old[:-1] + ("y" if old[-1] == "x" else "x")
                text = line.text[: start + found.start()] + new + line.text[start + found.end() :]
                yield f"{new} for {old} in line {number + 1}", printed.with_texts({number: text})


def change_hole(printed: _Printed) -> Made:
    """Put a text into a hole that no run has there."""
    for hole in printed.all_holes():
        for text in wrong.texts(hole, printed.transcript):
            yield _refilled(printed, hole, text)


def disagree(printed: _Printed) -> Made:
    """Change one place of a hole that stands in several: to a text that no hole shows, or to another hole's.

    Not to another hole's in a line inside `repeated`: the other lane may print that line, too.
    """
    named = [hole for hole in printed.all_holes() if hole.hole.name]
    shown = {hole.text for hole in named}
    for hole in named:
        like = [other for other in named if other.hole.type == hole.hole.type]
        others = {other.text for other in like if other.hole.key != hole.hole.key}
        if sum(other.hole.key == hole.hole.key for other in like) > 1:
            new = wrong.another(hole, printed.transcript.pids, shown)
            texts = ({new} if new else set()) | (set() if printed.is_repeated(hole.line) else others)
            for text in sorted(texts - {hole.text}):
                yield _refilled(printed, hole, text)


def merge(printed: _Printed) -> Made:
    """Print one process's id for another's, or one thread's.

    Not where ids stand for any worker: the names of their holes differ in a number only (worker0, worker1), and two of
    these holes have the same text.
    """
    for types in ({"pid", "child", "program"}, {"thread"}):
        holes: dict[str, list[Filled]] = {}
        for each in printed.all_holes():
            if each.hole.name and each.hole.type.name in types:
                holes.setdefault(each.hole.name, []).append(each)
        texts = {name: {each.text for each in filled} for name, filled in holes.items()}
        for one, other in itertools.permutations(holes, 2):
            workers = [name for name in holes if _unnumbered(name) == _unnumbered(one)]
            shared = len(set().union(*(texts[name] for name in workers))) < len(workers)
            if texts[one] != texts[other] and not (other in workers and shared):
                yield f"{one} is {other}", printed.refilled(holes[one], holes[other][0].text)


def truncate(printed: _Printed) -> Made:
    """End the output too soon, or a line before its last character.

    Not a line that ends in a hole: what is left may be a right text for it. Not the last line end of a run that hangs:
    it may hang before that.
    """
    for number, line in enumerate(printed.lines):
        yield f"only {number} lines", printed.spliced(number, len(printed.lines))
        if line.text and not printed.last_hole(number):
            yield f"line {number + 1} without {line.text[-1]!r}", printed.with_texts({number: line.text[:-1]})
    if printed.lines:
        last = printed.lines[-1].text
        without = "without" if printed.transcript.whole else "with"
        if not printed.transcript.hangs:
            yield f"{without} the last line end", replace(printed.transcript, whole=not printed.transcript.whole)
        half = printed.with_texts({len(printed.lines) - 1: last[: len(last) // 2]})
        yield "half of the last line", replace(half, whole=False)


def append(printed: _Printed) -> Made:
    """Add a line, empty or not, at each place, and a word to a line.

    No word to a hole for any text or for a path.
    """
    for number in range(len(printed.lines) + 1):
        at = printed.lines[min(number, len(printed.lines) - 1)].at if printed.lines else 0.0
        for text in ("", "mutant"):
            yield f"{text!r} before line {number + 1}", printed.spliced(number, number, Line(text, at))
    for number, line in enumerate(printed.lines):
        last = printed.last_hole(number)
        if not (last and last.hole.type.name in {"text", "path"}):
            yield f"line {number + 1} goes on", printed.with_texts({number: f"{line.text} mutant"})


def tear(printed: _Printed) -> Made:
    """Break a line in two, and print two lines in one, the second behind the first or inside it.

    Not behind it where both are of lanes that may be torn: some run shows that.
    """
    for number, line in enumerate(printed.lines):
        middle = len(line.text) // 2
        if line.text:
            halves = (replace(line, text=line.text[:middle]), replace(line, text=line.text[middle:]))
            yield f"line {number + 1} broken", printed.spliced(number, number + 1, *halves)
    for number, (one, other) in enumerate(itertools.pairwise(printed.lines)):
        middle = len(one.text) // 2
        if middle and other.text:
            inside = one.text[:middle] + other.text + one.text[middle:]
            what = f"line {number + 2} inside line {number + 1}"
            yield what, printed.with_texts({number: inside, number + 1: ""})
        if other.text and not printed.may_be_torn(number, number + 1):
            what = f"lines {number + 1} and {number + 2} run together"
            yield what, printed.with_texts({number: one.text + other.text, number + 1: ""})


def end_otherwise(printed: _Printed) -> Made:
    """End with another exit status; hang instead of ending, or end instead of hanging."""
    ended = replace(printed.transcript, hangs=(), exit=printed.exit)
    if not printed.transcript.hangs:
        yield "hangs", replace(ended, hangs=("",))
        for status in {0, 1, -9, ended.exit + 1} - {ended.exit}:
            yield f"exit status {status}", replace(ended, exit=status)
    else:
        yield "ends", ended


_OPERATORS = (
    drop,
    duplicate,
    swap,
    move,
    change_text,
    change_hole,
    disagree,
    merge,
    truncate,
    append,
    tear,
    end_otherwise,
)


def _refilled(printed: _Printed, hole: Filled, text: str) -> tuple[str, Transcript]:
    return f"{text} for {hole.text} in line {hole.line + 1}", printed.refilled([hole], text)


def _unnumbered(name: str) -> str:
    return name.rstrip("0123456789")
