"""What is left of interleaved lanes: where lines are shared out among lanes that may all want them."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from interleave.contract.ahead import NOWHERE
from interleave.contract.residual import Bound, One, Reading, Residual, Step, Then, joined, linked, same
from interleave.contract.template import Template

if TYPE_CHECKING:
    from interleave.contract.ahead import Ahead, Place


class Strand(NamedTuple):
    """One lane inside a weave. `pending`: its text is printed and the line end is still to come (torn lanes only)."""

    left: Residual
    pending: bool
    lane: int

    def form(self, bound: Bound) -> Hashable:
        """A key that two strands share only if they go on alike, whatever their own holes are called."""
        private = self.left.graph.private[self.lane]
        holes = tuple(bound.get(key, None if key in private else (key,)) for key in self.left.holes)
        return self.left.pattern, self.pending, holes


@dataclass(eq=False)
class Weave(Residual):
    """Lanes, each in its own order, any order between them. `open`: a part of a torn line has been read."""

    strands: tuple[Strand, ...]
    torn: bool
    open: bool

    def __post_init__(self) -> None:
        self.nullable = all(strand.left.nullable and not strand.pending for strand in self.strands)
        self.fewest = sum(strand.left.fewest + strand.pending for strand in self.strands)
        self.most = sum(strand.left.most + strand.pending for strand in self.strands)
        self.holes = joined(*(strand.left.holes for strand in self.strands))
        self.midline = self.open or any(strand.left.midline for strand in self.strands)

    @cached_property
    def pattern(self) -> int:
        strands = sorted(
            (strand.left.pattern, strand.pending, linked(self.holes, strand.left.holes)) for strand in self.strands
        )
        return self.graph.numbered(("weave", self.torn, self.open, *strands))

    def form(self, bound: Bound) -> Hashable:
        forms = sorted(self.graph.numbered(strand.form(bound)) for strand in self.strands)
        return self.torn, self.open, tuple(forms)

    def latest(self, ahead: Ahead, until: int, bound: Bound) -> int:
        latest = until - self.fewest
        for strand in self.strands:
            # A strand whose line end is to come prints its next text in a later line.
            latest = min(latest, strand.left.latest(ahead, until, bound) - strand.pending)
        return latest

    def late(self, ahead: Ahead, since: int, until: int, bound: Bound) -> int:
        return sum(strand.left.late(ahead, since + strand.pending, until, bound) for strand in self.strands)

    def inside(self) -> list[Residual]:
        return [strand.left for strand in self.strands]

    def earliest(self, ahead: Ahead, since: int, bound: Bound) -> int:
        each = (strand.left.earliest(ahead, since, bound) for strand in self.strands)
        return max(since + self.fewest, *each)

    def expected(self) -> Iterator[Template]:
        for strand in self.strands:
            if not strand.pending:
                yield from strand.left.expected()

    def steps(self, reading: Reading) -> Iterator[Step]:
        for index, strand in enumerate(self.strands):
            if strand.left.midline:
                for step in strand.left.steps(reading):
                    yield step._replace(left=self._with(index, step.left))
                return
        for index in self._tried(reading):
            for step in self._strand_steps(index, reading):
                yield self._woven(index, step, reading)

    def _tried(self, reading: Reading) -> list[int]:
        """The strands that need to be tried, the most urgent first: of those with one form only one."""
        alike: dict[Hashable, list[int]] = {}
        for index, strand in enumerate(self.strands):
            alike.setdefault(strand.form(reading.bound), []).append(index)
        able: dict[int, int] = {}
        urgency = None
        for indexes in alike.values():
            first = next(self._strand_steps(indexes[0], reading), None)
            if first is not None:
                if len(indexes) > 1:
                    urgency = urgency or self._urgency(reading)
                    indexes.sort(key=urgency.__getitem__)
                able[indexes[0]] = first.end
        if len(able) == 1:
            return list(able)
        # What is to stand here first. Then long texts: a line that one lane can print is seldom made of the texts of
        # two.
        order = urgency or self._urgency(reading)
        here = (reading.number, reading.start)
        tried = sorted(able, key=lambda index: (order[index][0] != here, -able[index], order[index]))
        return tried if self.torn else self._ahead_in_runs(tried, reading.bound)

    def _strand_steps(self, index: int, reading: Reading) -> Iterator[Step]:
        """What one lane may do, with what is left of the lane alone."""
        left, pending, _ = self.strands[index]
        at_end = reading.start == len(reading.line)
        if not self.torn:
            yield from left.steps(reading)
        elif not pending:
            for step in left.steps(reading._replace(whole=False)):
                # A line without text is its end alone.
                if step.end > reading.start or at_end:
                    yield step
        elif at_end:
            yield Step(left, reading.start, over=True)

    def _woven(self, index: int, step: Step, reading: Reading) -> Step:
        """The same step with what is left of all lanes."""
        if not self.torn or self.strands[index].pending:
            return step._replace(left=self._with(index, step.left))
        if step.end > reading.start:
            return step._replace(left=self._with(index, step.left, pending=True, opened=True))
        return step._replace(left=self._with(index, step.left), over=True)

    def _with(self, index: int, left: Residual, pending: bool = False, opened: bool = False) -> Residual:
        strand = Strand(left, pending, self.strands[index].lane)
        return self.graph.weave((*self.strands[:index], strand, *self.strands[index + 1 :]), self.torn, opened)

    def _ahead_in_runs(self, tried: list[int], bound: Bound) -> list[int]:
        """Of strands in the same run only the one that is ahead.

        A run is the same line again and again. Lanes that are in one run and go on alike after it may swap their parts
        where one overtakes the other, so the one that is ahead may as well take every line. Torn lanes may not: two of
        them may be needed inside the run at once.
        """
        runs = {index: _run(self.strands[index], bound) for index in tried}
        first: dict[Hashable, int] = {}
        for after, length in filter(None, runs.values()):
            first[after] = min(first.get(after, length), length)
        return [index for index, run in runs.items() if run is None or first[run[0]] == run[1]]

    def _urgency(self, reading: Reading) -> list[tuple[Place, bool, int, int]]:
        """What sorts the strands: the one first whose next line should come first, by the plan, or at the latest.

        A plan that was missed is none. A strand that does not find all its lines may have this one, but not before
        a strand that is to have this one.
        """
        ahead, bound = reading.ahead, reading.bound
        here = (reading.number, reading.start)
        until = reading.until if reading.until >= 0 else ahead.end
        urgency = []
        for index, strand in enumerate(self.strands):
            planned, left = ahead.plan.get(strand.lane, ()), strand.left.fewest
            place = planned[-left] if 0 < left <= len(planned) else NOWHERE
            if place < here:
                place = strand.left.latest(ahead, until, bound), 0
            urgency.append((place if place[0] >= 0 else here, place[0] < 0, left, index))
        return urgency


def _run(strand: Strand, bound: Bound) -> tuple[Hashable, int] | None:
    """The run that a lane is in: a key of its line and of what comes after it, and how many lines of it are left."""
    left, after, length = strand.left, strand.left.graph.done, 1
    if isinstance(left, Then):
        first, items, index = left.first, left.chain, left.index
        if index < len(items.items) and same(first, items.items[index]):
            length += items.run_from[index]
        after = left.graph.then(left.graph.done, items, index + length - 1)
        left = first
    if not isinstance(left, One) or any(key not in bound for key in left.holes):
        return None
    line = left.pattern, tuple(bound[key] for key in left.holes)
    return (line, strand._replace(left=after).form(bound)), length
