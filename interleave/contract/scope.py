"""What a shape's parts are in the whole: which holes are one, and which lane has which number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from interleave.contract.shape import AnyOrder, InOrder, Interleaved, OneOf, Repeated, Shape, Text, parts, with_parts
from interleave.contract.template import Hole


class Lane(NamedTuple):
    """A lane of a contract: the number of its group, the lane that the group stands in, and its label.

    `torn`: the group's lanes may be torn. `blocks`: they stay whole, in any order.
    """

    group: int
    inside: int | None
    label: str | None
    torn: bool
    blocks: bool


def placed(whole: Shape) -> tuple[Shape, tuple[Lane, ...]]:
    """The same shape with keys for its holes and numbers for its lanes, and these lanes by number.

    A hole belongs to a repetition that it stands in unless its name stands outside as well, in a shape that one run may
    print, too: beside the repetition or around it, but neither in another choice nor in another repetition.
    """
    placing = _Placing(whole)
    keyed = placing.shape(whole, {}, "", None)
    return _slotted(keyed, Counter(hole.key for hole in _holes(keyed)), {}, 0), tuple(placing.lanes)


class _Placing:
    def __init__(self, whole: Shape) -> None:
        self._places = Counter(hole.name for hole in _holes(whole))
        self._loops = 0
        self._groups = 0
        self.lanes: list[Lane] = []

    def shape(self, value: Shape, outside: Mapping[str, str], suffix: str, lane: int | None) -> Shape:
        """Place a shape that stands in `lane`.

        Its holes have the keys of `outside` by name, and for other names the name with `suffix`.
        """
        match value:
            case Text(template):
                keys = {name: outside.get(name, name + suffix) for name in template.names}
                return Text(template.keyed({name: key if self._places[name] > 1 else "" for name, key in keys.items()}))
            case Repeated(body, at_least, at_most):
                self._loops += 1
                own = f"#{self._loops}"
                fresh = frozenset(name + own for name in _standing(body) - outside.keys())
                return Repeated(self.shape(body, outside, own, lane), at_least, at_most, fresh)
            case OneOf(choices):
                return OneOf(tuple(self.shape(each, outside, suffix, lane) for each in choices))
            case InOrder():
                around = _beside(value, outside, suffix)
                return InOrder(tuple(self.shape(each, known, suffix, lane) for each, known in around))
            case Interleaved() | AnyOrder():
                return self._group(value, outside, suffix, lane)

    def _group(
        self, group: Interleaved | AnyOrder, outside: Mapping[str, str], suffix: str, lane: int | None
    ) -> Interleaved | AnyOrder:
        """Place lanes, each of which has a lower number than the lanes inside it."""
        torn, blocks = isinstance(group, Interleaved) and group.torn, isinstance(group, AnyOrder)
        inside, numbers = list[Shape](), list[int]()
        index, self._groups = self._groups, self._groups + 1
        for each, known in _beside(group, outside, suffix):
            numbers.append(len(self.lanes))
            label = each.label if isinstance(each, InOrder) else None
            self.lanes.append(Lane(index, lane, label, torn, blocks))
            inside.append(self.shape(each, known, suffix, numbers[-1]))
        if isinstance(group, AnyOrder):
            return AnyOrder(tuple(inside), tuple(numbers))
        return replace(group, lanes=tuple(inside), numbers=tuple(numbers))


def _beside(value: Shape, outside: Mapping[str, str], suffix: str) -> Iterator[tuple[Shape, Mapping[str, str]]]:
    """The parts of a shape that stand beside each other, each with the keys of the holes outside it."""
    standing = Counter(name for each in parts(value) for name in _standing(each))
    for each in parts(value):
        here = _standing(each)
        beside = {name: name + suffix for name, times in standing.items() if times > (name in here)}
        yield each, {**beside, **outside}


def _standing(value: Shape) -> frozenset[str]:
    """The names in a shape that do not stand in a repetition inside it."""
    match value:
        case Text(template):
            return template.names
        case Repeated():
            return frozenset()
        case _:
            return frozenset().union(*map(_standing, parts(value)))


def _slotted(value: Shape, places: Mapping[str, int], slots: Mapping[str, str], depth: int) -> Shape:
    """The same shape with slots for its holes: the key, or a number in the innermost lane or round that has all places.

    `slots` are those of the lanes and rounds around it, `depth` is how many these are.
    """
    if isinstance(value, Text):
        return Text(value.template.slotted(slots))
    if isinstance(value, InOrder | OneOf):
        return with_parts(value, [_slotted(each, places, slots, depth) for each in parts(value)])
    inside = []
    for each in parts(value):
        here = Counter(hole.key for hole in _holes(each) if hole.key)
        own = (key for key, times in here.items() if times == places[key])
        known = {**slots, **{key: f"{depth}.{number}" for number, key in enumerate(own)}}
        inside.append(_slotted(each, places, known, depth + 1))
    return with_parts(value, inside)


def _holes(value: Shape) -> Iterator[Hole]:
    """The holes in a shape, in order."""
    if isinstance(value, Text):
        yield from value.template.holes
    for each in parts(value):
        yield from _holes(each)
