"""Outputs that no run could print, made from one that a run did print: a contract must reject every one of them.

What varies from run to run is known from the contract's match: lanes that interleave, and holes. A change that some run
could show is made by no operator here; each says in its docstring what it leaves alone, and why.
"""

from __future__ import annotations

import difflib
import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import NamedTuple

from interleave.contract import Contract, Mismatch, Reading
from interleave.contract.shape import Repeated, Shape, Text, parts
from interleave.transcript import Line, Transcript
from interleave.trial.mutants import wrong


class OutputMutant(NamedTuple):
    """A wrong output: the operator that made it, what it did, and the output."""

    operator: str
    what: str
    transcript: Transcript

    def diff(self, original: Transcript) -> Iterator[str]:
        """How it differs from the output that it was made from, line by line."""
        before, after = (_shown(transcript) for transcript in (original, self.transcript))
        yield from itertools.islice(difflib.unified_diff(before, after, n=0, lineterm=""), 2, None)


def _shown(transcript: Transcript) -> list[str]:
    texts = [line.text for line in transcript.lines]
    end = [] if transcript.whole else ["(no line end)"]
    return [*texts, *end, f"(exit status {transcript.exit})"]


class _Printed:
    """What a run printed, and what of it is ordered."""

    def __init__(self, contract: Contract, reading: Reading) -> None:
        self._again = frozenset(_repeated(contract.shape))
        self.transcript = reading.transcript
        self.lines = reading.transcript.lines
        self.pieces = reading.match.pieces
        self._lanes = reading.match.lanes

    def with_lines(self, lines: list[Line]) -> Transcript:
        return replace(self.transcript, lines=tuple(lines))

    def with_text(self, number: int, text: str) -> Transcript:
        """The output with another text of line `number` (counted from 0, as everywhere here)."""
        lines = list(self.lines)
        lines[number] = replace(lines[number], text=text)
        return self.with_lines(lines)

    def spans(self, number: int) -> list[wrong.Filled]:
        """The filled holes of a line, from left to right."""
        text = self.lines[number].text
        return [
            wrong.Filled(span.hole, number, span.start, span.end, text[span.start : span.end], self.lines[number].at)
            for piece in self.pieces[number]
            for span in piece.spans
        ]

    def filled(self) -> list[wrong.Filled]:
        """Every filled hole."""
        return [each for number in range(len(self.lines)) for each in self.spans(number)]

    def literals(self, number: int) -> Iterator[tuple[int, int]]:
        """The stretches of a line outside its holes, each from one character to another."""
        at = 0
        for span in self.spans(number):
            yield at, span.start
            at = span.end
        yield at, len(self.lines[number].text)

    def alike(self, one: int, other: int) -> bool:
        """Whether two lines differ in their holes only."""
        return self._empty(one) == self._empty(other)

    def _empty(self, number: int) -> list[str]:
        text = self.lines[number].text
        return [text[start:end] for start, end in self.literals(number)]

    def may_come_again(self, number: int) -> bool:
        """Whether some run prints a line once more, or once less."""
        return any(piece.template.source in self._again for piece in self.pieces[number])

    def are_ordered(self, one: int, other: int) -> bool:
        """Whether two lines have an order in every run: not when they stand in different lanes of one group.

        Blocks keep together, so lines of two of them have an order too, unless each is only a line. Torn lines have
        none that could be told.
        """
        if len(self.pieces[one]) != 1 or len(self.pieces[other]) != 1:
            return False
        here, there = self._path(self.pieces[one][0].lane), self._path(self.pieces[other][0].lane)
        for a, b in zip(here, there, strict=False):
            if a != b:
                same_group = self._lanes[a].group == self._lanes[b].group
                block = self._lanes[a].blocks and max(self._lines_in(a), self._lines_in(b)) > 1
                return not same_group or block
        return True

    def may_be_torn(self, one: int, other: int) -> bool:
        """Whether two lines come from different lanes of a group whose lines may come apart."""
        if not self.pieces[one] or not self.pieces[other]:
            return True
        here, there = self._path(self.pieces[one][-1].lane), self._path(self.pieces[other][-1].lane)
        different = [a for a, b in zip(here, there, strict=False) if a != b]
        return bool(different) and self._lanes[different[0]].torn

    def _path(self, lane: int | None) -> list[int]:
        path: list[int] = []
        while lane is not None:
            path.insert(0, lane)
            lane = self._lanes[lane].inside
        return path

    def _lines_in(self, lane: int) -> int:
        return sum(lane in self._path(piece.lane) for pieces in self.pieces for piece in pieces)


def drop(printed: _Printed) -> Iterator[tuple[str, Transcript]]:
    """A line less."""
    lines = list(printed.lines)
    for number in range(len(lines)):
        yield f"without line {number + 1}", printed.with_lines(lines[:number] + lines[number + 1 :])


def duplicate(printed: _Printed) -> Iterator[tuple[str, Transcript]]:
    """A line twice."""
    lines = list(printed.lines)
    for number in range(len(lines)):
        yield f"line {number + 1} twice", printed.with_lines(lines[: number + 1] + lines[number:])


def swap(printed: _Printed) -> Iterator[tuple[str, Transcript]]:
    """Two lines that have an order, in the other one: each with the next that it must come before.

    Not lines that differ in their holes only: what stands there is each hole's own matter.
    """
    for one in range(len(printed.lines)):
        after = (other for other in range(one + 1, len(printed.lines)) if printed.are_ordered(one, other))
        other = next(after, None)
        if other is not None and not printed.alike(one, other):
            lines = list(printed.lines)
            for here, there in ((one, other), (other, one)):
                lines[here] = replace(lines[here], text=printed.lines[there].text)
            yield f"lines {one + 1} and {other + 1} swapped", printed.with_lines(lines)


def move(printed: _Printed) -> Iterator[tuple[str, Transcript]]:
    """A line at the beginning or at the end of the output, before or after one with which it has another order."""
    numbers = range(len(printed.lines))
    for one in numbers:
        others = [each for each in numbers if printed.are_ordered(one, each) and not printed.alike(one, each)]
        rest = [line for number, line in enumerate(printed.lines) if number != one]
        if any(other < one for other in others):
            yield f"line {one + 1} first", printed.with_lines([printed.lines[one], *rest])
        if any(other > one for other in others):
            yield f"line {one + 1} last", printed.with_lines([*rest, printed.lines[one]])


def change_text(printed: _Printed) -> Iterator[tuple[str, Transcript]]:
    """Another letter, or another number, where there is no hole."""
    for number, line in enumerate(printed.lines):
        for start, end in printed.literals(number):
            for found in re.finditer(r"\d+|[^\W\d]+", line.text[start:end]):
                old = found[0]
                new = str(int(old) + 1) if old.isdecimal() else old[:-1] + ("y" if old[-1] == "x" else "x")
                text = line.text[: start + found.start()] + new + line.text[start + found.end() :]
                yield f"{new} for {old} in line {number + 1}", printed.with_text(number, text)


def change_hole(printed: _Printed) -> Iterator[tuple[str, Transcript]]:
    """Something in a hole that no run has there; `wrong` knows what that is for each type."""
    for hole in printed.filled():
        for text in wrong.texts(hole, printed.transcript):
            yield _refilled(printed, hole, text)


def disagree(printed: _Printed) -> Iterator[tuple[str, Transcript]]:
    """Another text in one of the places where a hole has the same text in each run."""
    filled = [hole for hole in printed.filled() if hole.hole.name]
    shown = {hole.text for hole in filled}
    for hole in filled:
        if sum(other.hole.key == hole.hole.key for other in filled) > 1:
            other = wrong.another(hole, printed.transcript.pids, shown)
            if other is not None:
                yield _refilled(printed, hole, other)


def lend(printed: _Printed) -> Iterator[tuple[str, Transcript]]:
    """A line in the name of another lane: with what a hole holds in all lines of that one.

    Not a line that may come any number of times: the other lane may have it, too.
    """
    filled = [hole for hole in printed.filled() if hole.hole.name]
    for hole in filled:
        if printed.may_come_again(hole.line) or sum(other.hole.key == hole.hole.key for other in filled) < 2:
            continue
        others = {
            other.text for other in filled if other.hole.type == hole.hole.type and other.hole.key != hole.hole.key
        }
        for text in sorted(others - {hole.text}):
            yield _refilled(printed, hole, text)


def merge(printed: _Printed) -> Iterator[tuple[str, Transcript]]:
    """One process instead of two, or one thread.

    Not where one stands for several already: holes whose names differ in a number only (worker0, worker1) and that
    hold the same id are filled by whichever worker comes.
    """
    for types in ({"pid", "child"}, {"thread"}):
        yield from _merged(
            printed, [each for each in printed.filled() if each.hole.name and each.hole.type.name in types]
        )


def _merged(printed: _Printed, filled: list[wrong.Filled]) -> Iterator[tuple[str, Transcript]]:
    names = list(dict.fromkeys(hole.hole.name for hole in filled))
    texts = {name: {hole.text for hole in filled if hole.hole.name == name} for name in names}
    for one in names:
        for other in names:
            pool = [name for name in names if wrong.family(name) == wrong.family(one)]
            shared = len(set().union(*(texts[name] for name in pool))) < len(pool)
            if one == other or texts[one] == texts[other] or (other in pool and shared):
                continue
            lines = list(printed.lines)
            for hole in reversed(filled):
                if hole.hole.name == one:
                    text = lines[hole.line].text
                    text = text[: hole.start] + next(iter(texts[other])) + text[hole.end :]
                    lines[hole.line] = replace(lines[hole.line], text=text)
            yield f"{one} is {other}", printed.with_lines(lines)


def truncate(printed: _Printed) -> Iterator[tuple[str, Transcript]]:
    """An output that ends too soon, and a line without its last character.

    Not where a hole ends the line: what is left may be a good text for it.
    """
    lines = list(printed.lines)
    for number in range(len(lines)):
        yield f"only {number} lines", printed.with_lines(lines[:number])
        text = lines[number].text
        if text and not _ends_in_a_hole(printed, number):
            yield f"line {number + 1} without {text[-1]!r}", printed.with_text(number, text[:-1])
    if lines:
        yield "without the last line end", replace(printed.transcript, whole=False)
        half = printed.with_text(len(lines) - 1, lines[-1].text[: len(lines[-1].text) // 2])
        yield "half of the last line", replace(half, whole=False)


def append(printed: _Printed) -> Iterator[tuple[str, Transcript]]:
    """A line that does not belong there, empty or not, at each place, and a line with something behind it.

    Not behind a hole for any text or any path.
    """
    lines = list(printed.lines)
    for number in range(len(lines) + 1):
        at = lines[min(number, len(lines) - 1)].at if lines else 0.0
        for text in ("", "mutant"):
            wrong_lines = [*lines[:number], Line(text, at), *lines[number:]]
            yield f"{text!r} before line {number + 1}", printed.with_lines(wrong_lines)
    for number, line in enumerate(lines):
        last = printed.spans(number)[-1:]
        if not (_ends_in_a_hole(printed, number) and last[0].hole.type.name in {"text", "path"}):
            yield f"line {number + 1} goes on", printed.with_text(number, line.text + " mutant")


def tear(printed: _Printed) -> Iterator[tuple[str, Transcript]]:
    """A line broken in two, and two lines run together, one behind the other or one inside the other.

    Not one behind the other where they come from different lanes that may be torn: there some run shows it.
    """
    lines = list(printed.lines)
    for number, line in enumerate(lines):
        middle = len(line.text) // 2
        if line.text:
            parts = [replace(line, text=line.text[:middle]), replace(line, text=line.text[middle:])]
            yield f"line {number + 1} broken", printed.with_lines([*lines[:number], *parts, *lines[number + 1 :]])
    for number, (one, other) in enumerate(itertools.pairwise(lines)):
        middle = len(one.text) // 2
        rest = [replace(other, text=""), *lines[number + 2 :]]
        if middle and other.text:
            inside = one.text[:middle] + other.text + one.text[middle:]
            what = f"line {number + 2} inside line {number + 1}"
            yield what, printed.with_lines([*lines[:number], replace(one, text=inside), *rest])
        if other.text and not printed.may_be_torn(number, number + 1):
            together = replace(one, text=one.text + other.text)
            what = f"lines {number + 1} and {number + 2} run together"
            yield what, printed.with_lines([*lines[:number], together, *rest])


def end_otherwise(printed: _Printed) -> Iterator[tuple[str, Transcript]]:
    """Another exit status."""
    for status in {0, 1, -9, printed.transcript.exit + 1} - {printed.transcript.exit}:
        yield f"exit status {status}", replace(printed.transcript, exit=status)


_OPERATORS: dict[str, Callable[[_Printed], Iterator[tuple[str, Transcript]]]] = {
    "drop": drop,
    "duplicate": duplicate,
    "swap": swap,
    "move": move,
    "change text": change_text,
    "change hole": change_hole,
    "disagree": disagree,
    "lend": lend,
    "merge": merge,
    "truncate": truncate,
    "append": append,
    "tear": tear,
    "end otherwise": end_otherwise,
}


def output_mutants(contract: Contract, reading: Reading) -> Iterator[OutputMutant]:
    """Give every wrong output that can be made from one that keeps the contract."""
    printed = _Printed(contract, reading)
    for operator, made in _OPERATORS.items():
        for what, transcript in made(printed):
            if transcript != reading.transcript:
                yield OutputMutant(operator, what, transcript)


def gets_through(contract: Contract, reading: Reading, mutant: OutputMutant) -> bool:
    """Whether the contract takes a wrong output for a right one."""
    try:
        contract.checked(mutant.transcript, reading.circumstance)
    except Mismatch:
        return False
    return True


def _repeated(shape: Shape, inside: bool = False) -> Iterator[str]:
    """The lines inside repetitions, as their author wrote them."""
    if isinstance(shape, Text) and inside:
        yield shape.template.source
    for part in parts(shape):
        yield from _repeated(part, inside or isinstance(shape, Repeated))


def _refilled(printed: _Printed, hole: wrong.Filled, text: str) -> tuple[str, Transcript]:
    line = printed.lines[hole.line].text
    changed = printed.with_text(hole.line, line[: hole.start] + text + line[hole.end :])
    return f"{text} for {hole.text} in line {hole.line + 1}", changed


def _ends_in_a_hole(printed: _Printed, number: int) -> bool:
    spans = printed.spans(number)
    return bool(spans) and spans[-1].end == len(printed.lines[number].text)
