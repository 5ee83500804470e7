"""A look at a transcript as a whole, before its lines are read one by one: what can not be, and what is certain."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from interleave.contract.ahead import Ahead
from interleave.contract.counts import Count, there, together, wanted
from interleave.contract.cuts import Cuts
from interleave.contract.graph import Graph
from interleave.contract.residual import Blocks, Bound, Chain, One, Residual, Then
from interleave.contract.weave import Weave


class Survey:
    """What the lines of a transcript tell about any match.

    `bound` are keys and texts of holes that are the same in every match, if there is one. `possible` is false when
    there is none for sure. `short` are the kinds of texts that there are not enough of; `wanted` tells how many of each
    kind the contract wants, `there` how many each line may have.
    """

    def __init__(self, graph: Graph, lines: Sequence[str], ahead: Ahead, cuts: Cuts) -> None:
        self._graph = graph
        self._lines = lines
        self._ahead = ahead
        self._cuts = cuts
        self.bound: dict[str, str] = {}
        self.short: set[int] = set()
        self.wanted = wanted(graph.start)
        self.there = {line: there(cuts.of(line), len(line)) for line in set(lines)}
        self.possible = self._counts_agree() and not cuts.strangers
        if graph.lasting:
            self._bind()
            self.possible = self.possible and self._each_is_wanted()

    def _counts_agree(self) -> bool:
        """Whether there are enough texts of each kind and not too many. Lines without characters do not count."""
        if not self._cuts.known:
            return True
        found: dict[int | None, Count] = defaultdict(lambda: Count(0, 0))
        for line, times in Counter(self._lines).items():
            for kind, count in self.there[line].items():
                found[kind] += count.times(times, times)
        self.short = {kind for kind, count in self.wanted.items() if found[kind].most < count.fewest}
        return not self.short and all(
            found[kind].fewest <= count.most and count.fewest <= found[kind].most
            for kind, count in [(None, together(self.wanted.values())), *self.wanted.items()]
        )

    def _bind(self) -> None:
        """Bind what is certain, until nothing more is."""
        before = -1
        while before != len(self.bound):
            before = len(self.bound)
            for one, since, until in _windows(self._graph.start, 0, len(self._lines), self.bound, self._ahead):
                if not one.torn and any(key not in self.bound for key in one.holes):
                    self.bound.update(self._certain(one, since, until))

    def _certain(self, one: One, since: int, until: int) -> dict[str, str]:
        """What a line binds that is one of the lines from `since` to before `until`, if there is but one way."""
        ways: set[tuple[tuple[str, str], ...]] = set()
        places = one.places(self._ahead, self.bound)
        for number in places[bisect_left(places, since) : bisect_left(places, until)]:
            for fit in self._ahead.fits(one, number, 0, self.bound):
                ways.add(tuple((key, text) for key, text in fit.fresh if key in one.holes))
                if len(ways) > 1:
                    return {}
        return dict(ways.pop()) if ways else {}

    def _each_is_wanted(self) -> bool:
        """Whether each line is one that its lane could go on after, with the holes that the line would bind."""
        wanted = {number for number in range(len(self._lines)) if self._cuts.may_be_torn(number)}
        for one, rest in self._graph.places():
            if one.torn or len(wanted) == len(self._lines):
                continue
            binds = any(key not in self.bound for key in one.holes)
            for number in one.places(self._ahead, self.bound):
                if number not in wanted and (not binds or self._goes_on(one, rest, number)):
                    wanted.add(number)
        return len(wanted) == len(self._lines)

    def _goes_on(self, one: One, rest: tuple[Chain, int] | None, number: int) -> bool:
        """Whether what comes after a line in its lane still finds its lines when this is line `number`."""
        if rest is None:
            return True
        chain, index = rest
        return any(
            chain.latest_from(index, self._ahead, len(self._lines), {**self.bound, **dict(fit.fresh)}) > number
            for fit in self._ahead.fits(one, number, 0, self.bound)
        )


def _windows(left: Residual, since: int, until: int, bound: Bound, ahead: Ahead) -> Iterator[tuple[One, int, int]]:
    """The lines that surely come, each with the first line that it may be and the one that it must come before."""
    match left:
        case One():
            yield left, since, until
        case Then():
            items = left.inside()
            untils = [until]
            for item in reversed(items[1:]):
                untils.append(item.latest(ahead, untils[-1], bound))
            for item, before in zip(items, reversed(untils), strict=True):
                yield from _windows(item, since, before, bound, ahead)
                since = item.earliest(ahead, since, bound)
        case Weave() | Blocks():
            for each in left.inside():
                yield from _windows(each, since, until, bound, ahead)
