"""Which lines of a contract a line of a transcript may be, and into which texts a torn one may be cut."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from interleave.contract.ahead import Ahead
from interleave.contract.graph import Graph
from interleave.contract.residual import One

_MOST_FITS = 20_000  # looked at for all lines together; a torn line with free text may have very many


class Cut(NamedTuple):
    """Characters `start` to `end` of a line, which are a text of any of these kinds: see `Residual.pattern`."""

    start: int
    end: int
    kinds: frozenset[int]


class Cuts:
    """For each line the cuts that lead from its start to its end.

    `strangers` are the lines (counted from 0) that have none, since they are nothing in the contract. `known` is false
    when lines may be cut in too many ways to look at them.
    """

    def __init__(self, graph: Graph, lines: Sequence[str], ahead: Ahead) -> None:
        self._lines = lines
        self._ahead = ahead
        self._fits = 0
        self._torn: dict[int, dict[str, list[One]]] = defaultdict(lambda: defaultdict(list))
        for one in graph.kinds(torn=True):
            self._torn[len(one.template.start)][one.template.start].append(one)
        self._torn_kinds = frozenset(one.pattern for one in graph.kinds(torn=True))
        self._whole: dict[int, set[int]] = defaultdict(set)
        for one in graph.kinds(torn=False):
            for number in one.places(ahead, {}):
                self._whole[number].add(one.pattern)
        numbers = {line: number for number, line in enumerate(lines)}
        self._of_line = {line: self._cut(number, line) for line, number in numbers.items()}
        self.known = self._fits <= _MOST_FITS
        self.strangers = [number for number in range(len(lines)) if self.is_strange(number)]

    def of(self, line: str) -> Mapping[int, Sequence[Cut]]:
        """The cuts of a line by where they start; none for a stranger and for a line without characters."""
        return self._of_line[line] or {}

    def is_strange(self, number: int) -> bool:
        """Whether line `number` (counted from 0) is nothing in the contract."""
        return self.known and self._of_line[self._lines[number]] is None

    def may_be_torn(self, number: int) -> bool:
        """Whether line `number` (counted from 0) may be anything else than a line that is whole."""
        cuts = self.of(self._lines[number])
        in_torn = any(cut.kinds & self._torn_kinds for starting in cuts.values() for cut in starting)
        return in_torn or (bool(self._torn_kinds) and not cuts)

    def _beginning(self, line: str, column: int) -> Iterator[One]:
        """The torn texts that may begin at this character of a line, by how they begin."""
        for length, starts in self._torn.items():
            yield from starts.get(line[column : column + length], [])

    def _cut(self, number: int, line: str) -> dict[int, list[Cut]] | None:
        ends: dict[int, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
        if self._whole[number]:
            ends[0][len(line)] |= self._whole[number]
        columns = [0]
        for column in columns:
            for one in self._beginning(line, column):
                for fit in self._ahead.fits(one, number, column, {}):
                    self._fits += 1
                    if self._fits > _MOST_FITS:
                        return None
                    if fit.end > column:
                        ends[column][fit.end].add(one.pattern)
            columns += [end for end in ends[column] if end not in columns]
        if not line:
            # A line without characters is a line without text, or the end of a torn one.
            return {} if self._whole[number] or self._torn else None
        lead = {len(line)}
        for column in sorted(ends, reverse=True):
            if not lead.isdisjoint(ends[column]):
                lead.add(column)
        if 0 not in lead:
            return None
        return {
            column: [Cut(column, end, frozenset(kinds)) for end, kinds in ends[column].items() if end in lead]
            for column in sorted(lead)
            if column < len(line)
        }
