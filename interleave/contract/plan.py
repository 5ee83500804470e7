"""A plan for sharing lines out among lanes: one way that may be right, to be tried first."""

from __future__ import annotations

import math
import operator
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple

from interleave.contract.ahead import NOWHERE, Ahead, Place
from interleave.contract.counts import Room
from interleave.contract.cuts import Cut, Cuts
from interleave.contract.graph import Graph
from interleave.contract.residual import Bound, One, Residual, Then
from interleave.contract.survey import Survey
from interleave.contract.weave import Weave

_SIDE_BY_SIDE = 16


def planned(graph: Graph, lines: Sequence[str], ahead: Ahead, cuts: Cuts, survey: Survey) -> dict[int, list[Place]]:
    """For lanes that are nothing but lines in order: where each item may stand, `NOWHERE` if it may not.

    Lines are shared out from the last to the first, so that a hole that only the last line of a lane binds is known
    when its first one is looked for. Each text goes to the lane that needs it most: the one whose item can come least
    before. For equal jobs with deadlines that is the best there is. Where a torn line may be cut in several ways, some
    of them are followed side by side: those whose lanes wait for the most different texts, since they can go on with
    most lines. That is good to begin with, and proof of nothing.
    """
    straight = [_Lane.whole(lane, _Items(items, survey.bound, ahead)) for lane, items in _straight(graph.start)]
    if not straight:
        return {}
    wanted = Counter(kind for lane in straight for kind in lane.items.kinds)
    room = Room(wanted, survey.wanted, survey.there, lines)
    ways = [_Way(tuple(straight), wanted)]
    for number in range(len(lines) - 1, -1, -1):
        may_be_torn = cuts.may_be_torn(number)
        ways = [way.before(number, may_be_torn) for way in ways]
        if cuts.is_strange(number):
            # What was to come here is not known, but what is missing is.
            ways = [way.given(number, survey.short) for way in ways]
        ways = _shared_out(ways, number, len(lines[number]), cuts.of(lines[number]))
        room.leave(lines[number])
        ways = _best(ways, room)
    return {lane.number: lane.planned() for lane in ways[0].lanes}


def _shared_out(ways: list[_Way], number: int, length: int, cuts: Mapping[int, Sequence[Cut]]) -> list[_Way]:
    """What becomes of these ways when the texts of line `number` are shared out, the last one first."""
    ending: dict[int, list[Cut]] = defaultdict(list)
    for starting in cuts.values():
        for cut in starting:
            ending[cut.end].insert(0, cut)
    reached = {length: ways}
    for column in sorted(ending, reverse=True):
        here = reached.pop(column, [])
        if column < length:
            here = _best(here)
        for way in here:
            for cut, taken in way.taking(number, ending[column]):
                reached.setdefault(cut.start, []).append(taken)
        if not reached:
            # No lane can have this text: it is left to others.
            reached[ending[column][0].start] = here
    (ways,) = reached.values()
    return ways


def _best(ways: list[_Way], room: Room | None = None) -> list[_Way]:
    """Those that are most likely to come to a good end, the best first: one of those that want the same texts."""
    if len(ways) < 2:
        return ways

    def doubts(way: _Way) -> tuple[int, bool, bool, int]:
        return way.lost, bool(room and not room.enough(way.wanted)), way.is_stuck(), way.likeness()

    best: dict[tuple[int, ...], _Way] = {}
    for way in sorted(ways, key=doubts):
        best.setdefault(tuple(way.wanted.values()), way)
    return list(best.values())[:_SIDE_BY_SIDE]


class _Way(NamedTuple):
    """One way of sharing lines out, as far as it came.

    `wanted` tells how many texts of each kind the lanes still want. `ends` are the lines, the last first, whose ends no
    torn text has yet. `lost` counts the items that can find no text any more.
    """

    lanes: tuple[_Lane, ...]
    wanted: Mapping[int, int]
    ends: tuple[int, ...] = ()
    lost: int = 0

    def before(self, number: int, torn: bool) -> _Way:
        """The same on arriving at the end of line `number`, which may be a torn text's.

        Items that can not come as early are lost: in a wrong run a lane may not end.
        """
        way = self._replace(ends=(*self.ends, number)) if torn else self
        for index in range(len(self.lanes)):
            while way.lanes[index].is_late(number):
                way = way.giving(way.lanes[index], NOWHERE)._replace(lost=way.lost + 1)
        return way

    def given(self, number: int, short: set[int]) -> _Way:
        """With line `number`, of which nothing is known, for a lane that needs a text of a kind that is `short`."""
        lane = min([lane for lane in self.lanes if lane.kind in short] or self.lanes)
        return self.giving(lane, (number, 0)) if lane.left else self

    def taking(self, number: int, cuts: Sequence[Cut]) -> Iterator[tuple[Cut, _Way]]:
        """Each of these cuts of line `number` that a lane can have, with the same way after it."""
        needy = sorted(self.lanes)
        for cut in cuts:
            # A lane that is known by its holes before one that would be known by this line.
            for anew, lane in product((False, True), needy):
                if lane.kind not in cut.kinds or (lane.is_torn and lane.end(self.ends) is None):
                    continue
                binds = lane.items.binds(lane.left - 1, number, cut)
                if binds is not None and bool(binds) is anew:
                    yield cut, self.giving(lane, (number, cut.start), binds)
                    break

    def giving(self, lane: _Lane, place: Place, binds: Bound | None = None) -> _Way:
        """With this place for the last item left of a lane, and a line end before its next text if it is torn."""
        after = lane.having(place, binds)
        end = lane.end(self.ends) if lane.is_torn and place is not NOWHERE else None
        return _Way(
            lanes=tuple([after if each is lane else each for each in self.lanes]),
            wanted={**self.wanted, lane.kind: self.wanted[lane.kind] - 1},
            ends=self.ends if end is None else self.ends[:end] + self.ends[end + 1 :],
            lost=self.lost,
        )

    def is_stuck(self) -> bool:
        """Whether there are line ends that no lane can have."""
        after = sorted([lane.after for lane in self.lanes if lane.left], reverse=True)
        return len(self.ends) > len(after) or any(map(operator.ge, self.ends, after))

    def likeness(self) -> int:
        """How many pairs of lanes (each with itself, too) wait for the same text."""
        return sum([lanes * lanes for lanes in Counter([lane.kind for lane in self.lanes]).values()])


class _Items:
    """The items of a lane, with what is known of its holes.

    `kinds` are their kinds, `first` the first line that each may be.
    """

    def __init__(self, items: Sequence[One], bound: Bound, ahead: Ahead) -> None:
        self._items = items
        self._bound = bound
        self._ahead = ahead
        self.kinds = [item.pattern for item in items]
        self.torn = items[0].torn
        self.first = []
        since = 0
        for item in items:
            since = item.earliest(ahead, since, bound)
            self.first.append(since - 1)

    def __len__(self) -> int:
        return len(self._items)

    def binds(self, index: int, number: int, cut: Cut) -> Bound | None:
        """What item `index` binds when it is this cut of line `number`, None when it can not be."""
        item = self._items[index]
        if not item.holes:
            return {}
        for fit in self._ahead.fits(item, number, cut.start, self._bound):
            if fit.end == cut.end:
                return {key: text for key, text in fit.fresh if key in item.holes}
        return None

    def binding(self, binds: Bound) -> _Items:
        """The same items with these holes bound, too."""
        return _Items(self._items, {**self._bound, **binds}, self._ahead)


_Places = tuple[Place, "_Places"] | None


class _Lane(NamedTuple):
    """A lane while its lines are shared out from the last to the first: `left` of its items have none yet.

    Lanes sort by `need`, so that the first is the one that most needs a line. `kind` is the kind of the last item left,
    `after` the line of the item after it. `places` are those shared out, the first first, in pairs of one and the rest.
    """

    need: tuple[int, int]
    number: int
    items: _Items
    left: int
    kind: int
    after: float
    places: _Places

    @staticmethod
    def whole(number: int, items: _Items) -> _Lane:
        """A lane of which no line is shared out."""
        return _Lane._with(number, items, len(items), math.inf, None)

    @staticmethod
    def _with(number: int, items: _Items, left: int, after: float, places: _Places) -> _Lane:
        need = (-items.first[left - 1], -left) if left else (1, 0)
        return _Lane(need, number, items, left, items.kinds[left - 1] if left else -1, after, places)

    def having(self, place: Place, binds: Bound | None = None) -> _Lane:
        """With this place for the last item left, and with the holes that it binds."""
        items = self.items.binding(binds) if binds else self.items
        after = self.after if place is NOWHERE else place[0]
        return _Lane._with(self.number, items, self.left - 1, after, (place, self.places))

    @property
    def is_torn(self) -> bool:
        """Whether its texts and their line ends may come apart."""
        return self.items.torn

    def is_late(self, number: int) -> bool:
        """Whether the last item left can not come as early as line `number`."""
        return self.left > 0 and self.items.first[self.left - 1] > number

    def end(self, ends: Sequence[int]) -> int | None:
        """Which of these line ends the last item left would take: the last one before the text after it."""
        return next((index for index, end in enumerate(ends) if end < self.after), None)

    def planned(self) -> list[Place]:
        """Where each item may stand."""
        planned, rest = [NOWHERE] * self.left, self.places
        while rest is not None:
            place, rest = rest
            planned.append(place)
        return planned


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
