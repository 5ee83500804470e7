"""A plan for sharing lines out among lanes: one way that may be right, to be tried first."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import product

from interleave.contract.ahead import Ahead
from interleave.contract.cuts import Cut, Cuts
from interleave.contract.graph import Graph
from interleave.contract.residual import Bound, One, Residual, Then
from interleave.contract.survey import Survey
from interleave.contract.weave import Weave


def planned(graph: Graph, lines: Sequence[str], ahead: Ahead, cuts: Cuts, survey: Survey) -> dict[int, list[int]]:
    """For lanes that are nothing but lines in order: the line (counted from 0) that each item may be, -1 if none.

    Lines are shared out from the last to the first, so that a hole that only the last line of a lane binds is known
    when its first one is looked for. Each goes to the lane that needs it most: the one whose item can come least
    before. For equal jobs with deadlines that is the best there is; where texts are of many kinds and torn, it is good
    to begin with, and proof of nothing.
    """
    if not (straight := list(_straight(graph.start))):
        return {}
    lanes = [_Planned(lane, items, survey.bound, ahead) for lane, items in straight]
    ends: list[int] = []  # line ends that no torn text has, the last line's first
    for number in range(len(lines) - 1, -1, -1):
        ends.append(number)
        for lane in lanes:
            lane.stop_before(number)
        if cuts.is_strange(number):
            # What was to come here is not known, but what is missing is.
            short = [lane for lane in lanes if lane.kind in survey.short]
            min(short or lanes, key=_Planned.need).give(number, ends)
        column = len(lines[number])
        before = [cut for starting in cuts.of(lines[number]).values() for cut in starting]
        while column > 0:
            ending = [cut for cut in reversed(before) if cut.end == column]
            if not ending:
                break
            column = _shared_out(number, ending, lanes, ends)
    return {lane.number: lane.lines for lane in lanes}


def _shared_out(number: int, cuts: Sequence[Cut], lanes: list[_Planned], ends: list[int]) -> int:
    """Give one of these cuts of line `number` to the lane that needs it most, and say where it starts."""
    needy = sorted(lanes, key=_Planned.need)
    # A lane that is known by its holes before one that would be known by this line.
    for anew, lane, cut in product((False, True), needy, cuts):
        if lane.takes(number, cut, ends, anew=anew):
            return cut.start
    return cuts[0].start


class _Planned:
    """A lane while its lines are shared out from the last to the first: `left` of its items have none yet."""

    def __init__(self, number: int, items: Sequence[One], bound: Bound, ahead: Ahead) -> None:
        self.number = number
        self.lines = [-1] * len(items)
        self._items = items
        self._left = len(items)
        self._bound = bound
        self._ahead = ahead
        self._first = self._looked()

    @property
    def kind(self) -> int | None:
        """The kind of the last item left."""
        return self._items[self._left - 1].pattern if self._left else None

    def need(self) -> tuple[int, int]:
        """What sorts the lane first that most needs a line."""
        return (-self._first[self._left - 1], -self._left) if self._left else (1, 0)

    def stop_before(self, number: int) -> None:
        """Let the last items go that can not come as early as line `number`: in a wrong run a lane may not end."""
        while self._left and self._first[self._left - 1] > number:
            self._left -= 1

    def give(self, number: int, ends: list[int]) -> None:
        """Give a line to the last item left, and a line end before the next text if it is torn."""
        if not self._left:
            return
        end = self._end(ends) if self._items[self._left - 1].torn else None
        if end is not None:
            del ends[end]
        self._left -= 1
        self.lines[self._left] = number

    def takes(self, number: int, cut: Cut, ends: list[int], anew: bool) -> bool:
        """Take a cut of line `number` for the last item left if it may be that, with a line end if it is torn.

        `anew`: with holes that it binds, or only without.
        """
        if not self._left:
            return False
        item = self._items[self._left - 1]
        if item.pattern not in cut.kinds or (item.torn and self._end(ends) is None):
            return False
        binds = self._binds(item, number, cut)
        if binds is None or bool(binds) is not anew:
            return False
        self.give(number, ends)
        if binds:
            self._bound = {**self._bound, **binds}
            self._first = self._looked()
        return True

    def _looked(self) -> list[int]:
        """The first line that each item left may be, with the holes that are bound."""
        first, since = [], 0
        for item in self._items[: self._left]:
            since = item.earliest(self._ahead, since, self._bound)
            first.append(since - 1)
        return first

    def _end(self, ends: Sequence[int]) -> int | None:
        """Which line end the last item left would take: the last one before the text after it."""
        after = next((line for line in self.lines[self._left :] if line >= 0), math.inf)
        return next((index for index, end in enumerate(ends) if end < after), None)

    def _binds(self, item: One, number: int, cut: Cut) -> dict[str, str] | None:
        """What an item binds when it is this cut, None when it can not be."""
        if not item.holes:
            return {}
        for fit in self._ahead.fits(item, number, cut.start, self._bound):
            if fit.end == cut.end:
                return {key: text for key, text in fit.fresh if key in item.holes}
        return None


def _straight(left: Residual) -> Iterator[tuple[int, list[One]]]:
    """The lanes that are nothing but lines in order, each with its number; none that are repeated."""
    if not isinstance(left, Weave):
        for each in left.inside():
            yield from _straight(each)
        return
    for strand in left.strands:
        items = strand.left.inside() if isinstance(strand.left, Then) else [strand.left]
        ones = [item for item in items if isinstance(item, One) and item.template.parts]
        if len(ones) == len(items):
            yield strand.lane, ones
        else:
            yield from _straight(strand.left)
