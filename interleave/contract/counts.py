"""How many texts of each kind are to come, by a contract and by the lines of a transcript."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from interleave.contract.cuts import Cut
from interleave.contract.residual import Choice, Loop, One, Residual


class Count(NamedTuple):
    """No fewer and no more than so many."""

    fewest: int
    most: float

    def __add__(self, other: Count) -> Count:  # type: ignore[override]
        return Count(self.fewest + other.fewest, self.most + other.most)

    def times(self, fewest: int, most: float) -> Count:
        """So many again and again, `fewest` to `most` times."""
        return Count(self.fewest * fewest, self.most * most if self.most else 0)


def wanted(left: Residual) -> dict[int, Count]:
    """How many lines of each kind are to come."""
    if isinstance(left, One):
        return {left.pattern: Count(1, 1)} if left.template.parts else {}
    if isinstance(left, Loop):
        most = math.inf if left.at_most is None else left.at_most
        return {kind: count.times(left.at_least, most) for kind, count in wanted(left.body).items()}
    if isinstance(left, Choice):
        return _merged(_either, [wanted(choice) for choice in left.choices])
    return _merged(together, [wanted(each) for each in left.inside()])


def there(cuts: Mapping[int, Sequence[Cut]], end: int) -> dict[int | None, Count]:
    """How many texts of each kind (None: of any) a line may be cut into that is so long; see `Cuts.of`."""
    kinds = {kind for starting in cuts.values() for cut in starting for kind in cut.kinds}
    return {kind: _there(cuts, end, kind) for kind in [None, *kinds]} if cuts else {}


def together(counts: Iterable[Count]) -> Count:
    """All of these."""
    return sum(counts, start=Count(0, 0))


class Room:
    """How many texts there are before some line, of kinds that only some lanes want and that are uncertain.

    They are where a torn line may be cut in several ways. `asked` tells how many of each kind those lanes want;
    see `Survey` for `wanted` and `there`.
    """

    def __init__(
        self,
        asked: Mapping[int, int],
        wanted: Mapping[int, Count],
        there: Mapping[str, Mapping[int | None, Count]],
        lines: Sequence[str],
    ) -> None:
        self._there = there
        uncertain = {
            kind for counts in there.values() for kind, (few, most) in counts.items() if kind is not None and few < most
        }
        ours = {kind for kind, count in wanted.items() if count == Count(number := asked.get(kind, 0), number)}
        self._before = dict.fromkeys(uncertain & ours, Count(0, 0))
        for line in lines:
            self._add(line, 1)

    def leave(self, line: str) -> None:
        """This line is none of those before any more."""
        self._add(line, -1)

    def enough(self, asked: Mapping[int, int]) -> bool:
        """Whether there are enough texts for so many of each kind, and not too many."""
        return all(count.fewest <= asked[kind] <= count.most for kind, count in self._before.items())

    def _add(self, line: str, times: int) -> None:
        for kind, count in self._there[line].items():
            if kind in self._before:
                self._before[kind] += count.times(times, times)


def _there(cuts: Mapping[int, Sequence[Cut]], end: int, kind: int | None) -> Count:
    counts = {end: Count(0, 0)}
    for column in sorted(cuts, reverse=True):
        if column < end:
            counts[column] = _either(
                counts[cut.end] + Count(kind is None or cut.kinds == {kind}, kind is None or kind in cut.kinds)
                for cut in cuts[column]
            )
    return counts[0]


def _merged(how: Callable[[list[Count]], Count], each: list[dict[int, Count]]) -> dict[int, Count]:
    counts: dict[int, list[Count]] = defaultdict(list)
    for index, found in enumerate(each):
        for kind, count in found.items():
            counts[kind] += [Count(0, 0)] * (index - len(counts[kind])) + [count]
    return {kind: how([*found, *[Count(0, 0)] * (len(each) - len(found))]) for kind, found in counts.items()}


def _either(counts: Iterable[Count]) -> Count:
    counts = list(counts)
    return Count(min(count.fewest for count in counts), max(count.most for count in counts))
