"""The lines of a recording as HTML: bars show to which lanes each line belongs, holes show what varies."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from html import escape
from typing import TYPE_CHECKING

from interleave.card import words
from interleave.card.words import spoken

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from interleave.evidence.recording import Hole, Lane, Line, Piece, Recording


_FRAME = re.compile(r'  File ".*", line \d')
_OWN_HOME = re.compile(r"/\S*/interleave-\w+/run(?=/|$)")
"""The directory of a run, which is its HOME: no reader has it, so it is written as a shell writes it."""


class Output:
    """The lines of a recording with the bars of their lanes, in "zh" or "en"."""

    def __init__(self, recording: Recording, language: str) -> None:
        """Lay out the lanes."""
        self._recording = recording
        self._language = language
        self._spans = _spans(recording)
        self._columns = _columns(recording.lanes, self._spans)
        singles = _singles(recording.lanes, self._spans)
        self._single = {number for number, lane in enumerate(recording.lanes) if lane.group in singles}
        self._places = Counter(
            hole.name for line in recording.lines for piece in line.pieces for hole in piece.holes if hole.name
        )

    def html(self, moments: list[float]) -> str:
        """Make bars and lines. `moments` are the seconds at which a replay shows each; none if it has no replay."""
        lines = "".join(
            self._line(number, line, moments[number] if moments else None)
            for number, line in enumerate(self._recording.lines)
        )
        return f'{self._bars()}<ol class="il-card__lines" translate="no">{lines}</ol>'

    @property
    def width(self) -> int:
        """How many columns of bars there are."""
        return max(self._columns, default=-1) + 1

    @property
    def scrolls(self) -> bool:
        """Whether it has a traceback, of which no line may wrap: some point by their place at the line above."""
        return any(_FRAME.match(line.text) for line in self._recording.lines)

    def names(self) -> str:
        """Name the lanes that have names, in their colours; empty if there are none."""
        names = {lane.label: number for number, lane in enumerate(self._recording.lanes) if number in self._spans}
        names.pop(None, None)
        return " ".join(
            f'<span class="il-lane-name" style="{self._colour(number)}">{escape(label or "")}</span>'
            for label, number in names.items()
        )

    def colour_of_line(self, number: int) -> str:
        """Give the style for the colour of a line's lane; empty for a line of no lane, and for a torn one."""
        pieces = self._recording.lines[number].pieces
        return self._colour(pieces[0].lane) if len(pieces) == 1 and pieces[0].lane is not None else ""

    def _colour(self, lane: int) -> str:
        """Give the style for the colour of a lane, which is that of its column."""
        return f"--il-lane:{self._columns[lane]}"

    def _line(self, number: int, line: Line, moment: float | None) -> str:
        kind = lane = ""
        lanes = {piece.lane for piece in line.pieces if piece.lane is not None}
        if len(line.pieces) == 1:
            text = self._piece(line, line.pieces[0])
            if lanes:
                kind, lane = " il-line--lane", self._lane(min(lanes))
        else:
            kind = " il-line--torn"
            parts = "".join(self._part(line, piece) for piece in line.pieces)
            text = parts or spoken(words.LINE_END_ONLY.of(self._language))
        at = "" if moment is None else f' data-at="{moment * 1000:.1f}"'
        colour = self.colour_of_line(number)
        style = f' style="{colour}"' if colour else ""
        return f'<li class="il-line{kind}"{at}{style}>{lane}{text}</li>'

    def _bars(self) -> str:
        """Make a bar from the first to the last line of each lane; single lines in any order have none."""
        through: dict[tuple[int, str], set[int]] = defaultdict(set)  # by column and kind: beside which lines it stands
        for number, span in self._spans.items():
            if number not in self._single:
                kind = " il-bar--block" if self._recording.lanes[number].blocks else ""
                through[self._columns[number], kind].update(span)
        return "".join(
            f'<i class="il-bar{kind}" style="--il-lane:{column};grid-row:{start + 1}/{end + 1}"></i>'
            for (column, kind), lines in sorted(through.items())
            for start, end in _runs(sorted(lines))
        )

    def _lane(self, lane: int) -> str:
        label = self._recording.lanes[lane].label
        if label:
            return spoken(words.NAMED_LANE.of(self._language, label=label))
        if lane in self._single:
            return spoken(words.ANYWHERE.of(self._language))
        return spoken(words.LANE.of(self._language, number=self._columns[lane] + 1))

    def _part(self, line: Line, piece: Piece) -> str:
        """Make a part of a torn line."""
        lane = "" if piece.lane is None else self._lane(piece.lane)
        return f'<span class="il-piece" style="{self._colour(piece.lane or 0)}">{lane}{self._piece(line, piece)}</span>'

    def _piece(self, line: Line, piece: Piece) -> str:
        parts = []
        at = piece.start
        for hole in piece.holes:
            text = _OWN_HOME.sub("~", line.text[hole.start : hole.end])
            parts += [escape(line.text[at : hole.start]), self._hole(text, hole)]
            at = hole.end
        return "".join([*parts, escape(line.text[at : piece.end])])

    def _hole(self, text: str, hole: Hole) -> str:
        kind = self._recording.holes[hole.type]
        others = self._places[hole.name] - 1
        tip = (words.HOLE_AGAIN if others > 0 else words.HOLE).of(
            self._language,
            type=kind.zh if self._language == "zh" else kind.en.capitalize(),
            others=others,
            places="place" if others == 1 else "places",
        )
        empty = "" if text else " il-hole--empty"
        return (
            f'<span class="il-hole{empty}" tabindex="0" data-type="{hole.type}" data-tip="{escape(tip)}">'
            f"{escape(text)}</span>"
        )


def _columns(lanes: tuple[Lane, ...], spans: dict[int, range]) -> list[int]:
    """Give the column of each lane's bar.

    Lanes of one group stand side by side: in the order of the contract if they have names, else in that of their first
    lines. The first lane of a nested group has the column of the lane around it. Single lines that come in any order
    have one column together.
    """
    columns = [0] * len(lanes)
    outermost = [0] * len(lanes)  # by lane: the outermost group around it
    taken: Counter[int] = Counter()  # by outermost group: how many columns are in use
    placed: dict[int, int] = {}  # by group: the column of its first lane
    singles = _singles(lanes, spans)
    for number in sorted(range(len(lanes)), key=lambda number: _place(lanes, spans, number)):
        lane = lanes[number]
        outermost[number] = lane.group if lane.inside is None else outermost[lane.inside]
        if lane.group in placed and lane.group in singles:
            columns[number] = placed[lane.group]
        elif lane.group not in placed and lane.inside is not None:
            columns[number] = columns[lane.inside]
        else:
            columns[number] = taken[outermost[number]]
            taken[outermost[number]] += 1
        placed.setdefault(lane.group, columns[number])
    return columns


def _place(lanes: tuple[Lane, ...], spans: dict[int, range], number: int) -> tuple[int, ...]:
    """Give by what to sort a lane: after the lane around it, and among those of its group."""
    lane = lanes[number]
    around = () if lane.inside is None else _place(lanes, spans, lane.inside)
    named = any(each.label for each in lanes if each.group == lane.group)
    printed = spans.get(number)
    return (*around, lane.group, number if named or not printed else printed.start - len(lanes), number)


def _singles(lanes: tuple[Lane, ...], spans: dict[int, range]) -> set[int]:
    """Give the groups whose lanes are single lines that come in any order."""
    around = {lane.inside for lane in lanes}
    return {lane.group for lane in lanes if lane.blocks} - {
        lane.group
        for number, lane in enumerate(lanes)
        if not lane.blocks or number in around or len(spans.get(number, ())) > 1
    }


def _spans(recording: Recording) -> dict[int, range]:
    """Give the lines from the first to the last of each lane that printed some, with those of lanes nested in it."""
    lines = defaultdict(list)
    for number, line in enumerate(recording.lines):
        for piece in line.pieces:
            lane = piece.lane
            while lane is not None:
                lines[lane].append(number)
                lane = recording.lanes[lane].inside
    return {lane: range(numbers[0], numbers[-1] + 1) for lane, numbers in lines.items()}


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Give the runs of numbers that follow one another, each as its first and the one after its last."""
    start = 0
    for at, number in enumerate(numbers, 1):
        if at == len(numbers) or numbers[at] != number + 1:
            yield numbers[start], number + 1
            start = at
