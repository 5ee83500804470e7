"""Hold a transcript against a shape: which line came from where, or why it can not be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from interleave.contract.residual import Graph, Lane, Piece, Reading, Residual, Step
from interleave.contract.shape import Shape
from interleave.contract.template import Template


@dataclass(frozen=True, slots=True)
class Match:
    """How a transcript fits: the pieces of each line, in the order in which they stand in it, and the lanes.

    A line has one piece unless it was torn: then it has none, or several.
    """

    pieces: tuple[tuple[Piece, ...], ...]
    lanes: tuple[Lane, ...]


@dataclass(frozen=True, slots=True)
class Dead:
    """A state from which the next line leads nowhere: what could have come instead, and what was bound."""

    expected: tuple[Template, ...]
    bound: dict[str, str]


@dataclass(frozen=True, slots=True)
class Stuck:
    """The furthest that any way through the shape came: up to line `at` (counted from 0), and the dead ends there.

    `may_end` says that the output could have ended before this line.
    """

    at: int
    dead: tuple[Dead, ...]
    may_end: bool


@dataclass(slots=True)
class _State:
    """A place on the way: what is left before line `at`, and the ways to go on that were not tried yet."""

    left: Residual
    bound: dict[str, str]
    ways: Iterator[Step]
    pieces: tuple[Piece, ...]


_REMEMBERED_DEAD_ENDS = 64
_MOST_STATES = 20_000


class TooAmbiguousError(Exception):
    """A contract whose lanes are so alike that a run that breaks it cannot be told from one that keeps it in time."""


class Search:
    """A depth-first search through a shape, one line a level, that never enters the same dead state twice."""

    def __init__(self, shape: Shape, lines: Sequence[str], pids: frozenset[int]) -> None:
        self._graph = Graph(shape)
        self._lines = lines
        self._pids = pids
        self._dead: set[object] = set()
        self._furthest = -1
        self._ends: list[Dead] = []
        self._may_end = False
        self._counting = True
        self._states = 0

    def result(self) -> Match | Stuck:
        """The first match found, or where all ways end.

        Raises TooAmbiguousError when there are too many ways to try them all.
        """
        found = self._search()
        if found is not None:
            return Match(tuple(state.pieces for state in found[1:]), tuple(self._graph.lanes))
        if self._counting:
            # Ways with a wrong number of lines were left out. To say where the output goes wrong, go them too.
            self._counting = False
            self._dead.clear()
            with suppress(TooAmbiguousError):
                self._search()
        return Stuck(self._furthest, tuple(self._ends), self._may_end)

    def _search(self) -> list[_State] | None:
        self._states = 0
        path = [self._entered(self._graph.start, {}, (), 0)]
        while path:
            at = len(path) - 1
            state = path[-1]
            if at == len(self._lines) and state.left.nullable:
                return path
            step = next(state.ways, None)
            if step is None:
                self._dead.add(self._key(at, state.left, state.bound))
                path.pop()
                continue
            bound = {**state.bound, **dict(step.fresh)} if step.fresh else state.bound
            if self._dead and self._key(at + 1, step.left, bound) in self._dead:
                continue
            remaining = len(self._lines) - at - 1
            if self._counting and not step.left.fewest <= remaining <= step.left.most:
                continue
            path.append(self._entered(step.left, bound, step.pieces, at + 1))
        return None

    def _entered(self, left: Residual, bound: dict[str, str], pieces: tuple[Piece, ...], at: int) -> _State:
        self._states += 1
        if self._states > _MOST_STATES:
            raise TooAmbiguousError
        if at > self._furthest:
            self._furthest, self._may_end = at, False
            self._ends.clear()
        if at == self._furthest:
            self._may_end = self._may_end or left.nullable
            if len(self._ends) < _REMEMBERED_DEAD_ENDS:
                self._ends.append(Dead(tuple(dict.fromkeys(left.expected())), bound))
        if at == len(self._lines):
            return _State(left, bound, iter(()), pieces)
        reading = Reading(self._lines[at], 0, True, bound, self._pids)
        return _State(left, bound, left.steps(reading), pieces)

    def _key(self, at: int, left: Residual, bound: dict[str, str]) -> object:
        """Two states with one key go on alike: only the bindings that still matter are part of it."""
        return at, left.kind, tuple(sorted((key, bound[key]) for key in left.keys if key in bound))
