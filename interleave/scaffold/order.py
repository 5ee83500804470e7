"""From the orders that were seen to what keeps its order, and what is open: a tree of series and lanes. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import TypeAlias

from interleave.scaffold.seen import Event

Arranged: TypeAlias = "Event | Series | Lanes"


@dataclass(frozen=True)
class Series:
    """Parts that come one after the other. `label` is what the lines of a lane have in common."""

    parts: tuple[Arranged, ...]
    label: str = ""


@dataclass(frozen=True)
class Lanes:
    """Lanes whose lines come in any order between them; `whole`: no line of another lane was ever inside one."""

    lanes: tuple[Arranged, ...]
    whole: bool = False


def arranged(events: Sequence[Event], spawned: AbstractSet[str] = frozenset()) -> Series:
    """Arrange events, which come in the order of their places on the average.

    Where two came in either order, the lanes that they are of are open against each other as a whole: that a line of
    one always came before some line of the other may be luck. So it may be where the one waited and the other printed.
    `spawned` are the functions of threads and tasks.
    """
    return Series(tuple(_parallel(part) for part in _cut(events, spawned)))


def _cut(events: Sequence[Event], spawned: AbstractSet[str]) -> list[list[Event]]:
    """Cut where everything before comes before everything after, in every run, and no function that races goes on."""
    lanes = Counter(mark for event in events for mark in {*_marks(event)})
    racing = {
        function
        for one, other in combinations(events, 2)
        if one.function != other.function and not _first(one, other, lanes, spawned)
        for function in (one.function, other.function)
    }
    parts: list[list[Event]] = [[]]
    for at, event in enumerate(events):
        before, after = events[:at], events[at:]
        goes_on = racing & spawned & {each.function for each in before} & {each.function for each in after}
        firm = not goes_on and all(_first(one, other, lanes, spawned) for one in before for other in after)
        if parts[-1] and firm:
            parts.append([])
        parts[-1].append(event)
    return parts if events else []


def _first(one: Event, other: Event, lanes: Mapping[str, int], spawned: AbstractSet[str]) -> bool:
    """Whether it comes first in every run, and not only because the other's lane waited for longer."""
    if not one.before(other):
        return False
    if not {one.function, other.function} <= spawned or not one.waits_for(other):
        return True
    marks = [{mark for mark in _marks(each)[:-1] if lanes[mark] > 1} for each in (one, other)]
    return one.function == other.function and not (
        one.form == other.form and all(marks) and marks[0].isdisjoint(marks[1])
    )


def _parallel(events: Sequence[Event]) -> Arranged:
    if len(events) == 1:
        return events[0]
    lanes = _lanes(events)
    made = tuple(_one(Series(tuple(lane), label)) for label, lane in lanes)
    return Lanes(
        made,
        any(len(lane) > 1 for _, lane in lanes)
        and all(one.touches(other) for _, lane in lanes for one, other in pairwise(lane)),
    )


def _one(series: Series) -> Arranged:
    return series.parts[0] if len(series.parts) == 1 else series


def _lanes(events: Sequence[Event]) -> list[tuple[str, list[Event]]]:
    """Chains of events that never change their order: of those with something in common, else each by itself."""
    left = list(events)
    lanes: list[tuple[str, list[Event]]] = []
    marks = Counter(mark for event in left for mark in _marks(event))
    while marks:
        mark = max(marks, key=lambda mark: marks[mark])  # of two, the one that was met first
        lane = [event for event in left if mark in _marks(event)]
        if len(lane) > 1 and _is_chain(lane):
            lanes.append((mark, lane))
            left = [event for event in left if event not in lane]
        del marks[mark]
        marks = Counter({mark: count for mark in marks if (count := sum(mark in _marks(event) for event in left)) > 1})
    return sorted([*lanes, *(("", [event]) for event in left)], key=lambda lane: lane[1][0].place)


def _marks(event: Event) -> list[str]:
    """What a line may have in common with others of its lane.

    A text in it; last, the function that prints it, or where that is not known, its first word.
    """
    form = event.form
    told = [
        f"{form.slots[slot].name or slot} {text}" if text.isdecimal() else text for slot, text in event.told.items()
    ]
    first = "".join(map(str, form.parts[:1])).partition(" ")[0]
    return [*filter(None, [*told, f"{form.function}()" if form.function else first])]


def _is_chain(events: Sequence[Event]) -> bool:
    return all(one.before(other) for at, one in enumerate(events) for other in events[at + 1 :])
