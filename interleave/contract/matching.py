"""Hold a transcript against a shape: which line came from where, or why it can not be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import pairwise, product

from interleave.contract.ahead import Ahead, Plan
from interleave.contract.cuts import Cuts
from interleave.contract.graph import Graph, Lane
from interleave.contract.plan import planned
from interleave.contract.residual import Bound, Piece, Reading, Residual, Step
from interleave.contract.shape import Shape
from interleave.contract.survey import Survey
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
    bound: Bound


@dataclass(frozen=True, slots=True)
class Stuck:
    """The furthest that any way through the shape came: up to character `column` of line `at` (counted from 0).

    `dead` are the dead ends there. `may_end` says that the output could have ended before this line. `sure` is false
    when there were too many ways to try all: one of the others may reach further.
    """

    at: int
    column: int
    dead: tuple[Dead, ...]
    may_end: bool
    sure: bool


@dataclass(slots=True)
class _State:
    """A place on the way: what is left at character `column` of line `at`, and the ways to go on not tried yet.

    `step` is what led here, None at the start.
    """

    at: int
    column: int
    left: Residual
    bound: Bound
    ways: Iterator[Step]
    step: Step | None


_REMEMBERED_DEAD_ENDS = 64
# A step that leads nowhere is a setback. Steps that lead on are not counted: a long output is not an ambiguous one.
_SETBACKS = (500, 10_000)
_SETBACKS_TO_EXPLAIN = 2_500


class TooAmbiguousError(Exception):
    """A contract whose lanes are so alike that a run that breaks it cannot be told from one that keeps it in time."""


class Search:
    """A depth-first search through a shape, one line or torn piece a level, that never enters a dead state twice.

    It searches for a match first, and leaves every way that the lines ahead forbid. When there is none, it searches
    for the furthest place that any way reaches, whatever comes then: first on ways that spoil one lane at most, since
    most wrong runs are wrong in one line, and then on all.
    """

    def __init__(self, shape: Shape, lines: Sequence[str], pids: frozenset[int]) -> None:
        self._graph = Graph(shape)
        self._lines = lines
        self._pids = pids
        self._ahead = Ahead(lines, pids)
        self._spoilt: int | None = 0  # so many lanes may not find all their lines; None: any number
        self._stop: int | None = None  # no way comes further than this line; None while a match is searched for
        self._dead: set[Hashable] = set()
        self._furthest = (-1, 0)
        self._ends: list[tuple[Residual, Bound]] = []
        self._may_end = False
        self.steps = 0
        """How many steps were tried."""

    def result(self) -> Match | Stuck:
        """The first match found, or where all ways end.

        Raises TooAmbiguousError when there are too many ways to try them all.
        """
        cuts = Cuts(self._graph, self._lines, self._ahead)
        # What was to come instead of such a line is not known. The others tell where it was missed.
        self._ahead.forgive(cuts.strangers)
        survey = Survey(self._graph, self._lines, self._ahead, cuts)
        plan = planned(self._graph, self._lines, self._ahead, cuts, survey)
        found = self._found(survey.bound, plan) if survey.possible else None
        return self._stuck(cuts, survey.bound, plan) if found is None else self._match(found)

    def _found(self, bound: Bound, plan: Plan) -> Sequence[_State] | None:
        """A way to the end, None when there is none: by the plan and without, in short tries first, then in long ones.

        Raises TooAmbiguousError when no try comes to an end.
        """
        for setbacks, self._ahead.plan in product(_SETBACKS, (plan, {})):
            with suppress(TooAmbiguousError):
                return self._search(bound, setbacks)
        raise TooAmbiguousError

    def _stuck(self, cuts: Cuts, bound: Bound, plan: Plan) -> Stuck:
        """How far any way comes, as far as there is time to tell."""
        self._stop = min(cuts.strangers, default=len(self._lines))
        tries: list[tuple[int | None, Plan, Bound]] = [(1, plan, {}), (None, {}, {})]
        if cuts.strangers:
            tries = [(0, plan, bound), (0, {}, bound), *tries]
        sure = False
        for self._spoilt, self._ahead.plan, known in tries:
            self._dead.clear()
            with suppress(TooAmbiguousError):
                self._search(known, _SETBACKS_TO_EXPLAIN)
                sure = self._spoilt is None
            if self._furthest[0] == self._stop:
                sure = True
                break
        dead = tuple(Dead(tuple(dict.fromkeys(left.expected())), bound) for left, bound in self._ends)
        return Stuck(*self._furthest, dead, self._may_end, sure)

    def _search(self, bound: Bound, setbacks: int) -> list[_State] | None:
        """One try: a way to the end, or None when there is none.

        Raises TooAmbiguousError after so many setbacks.
        """
        path: list[_State] = []
        if self._possible(0, self._graph.start, bound):
            path.append(self._entered(0, 0, self._graph.start, bound, None))
        while path and not self._told():
            if setbacks == 0:
                raise TooAmbiguousError
            state = path[-1]
            if state.at == len(self._lines) and state.left.nullable:
                return path
            step = next(state.ways, None)
            if step is None:
                self._dead.add(self._key(state.at, state.column, state.left, state.bound))
                path.pop()
                setbacks -= 1
                continue
            self.steps += 1
            at, column = (state.at + 1, 0) if step.over else (state.at, step.end)
            bound = _after(state.bound, step)
            known_dead = bool(self._dead) and self._key(at, column, step.left, bound) in self._dead
            if known_dead or not self._possible(at, step.left, bound):
                setbacks -= 1
            else:
                path.append(self._entered(at, column, step.left, bound, step))
        return None

    def _told(self) -> bool:
        """Whether no way reaches further than those seen, and enough of these were."""
        return self._furthest[0] == self._stop and len(self._ends) >= _REMEMBERED_DEAD_ENDS

    def _possible(self, at: int, left: Residual, bound: Bound) -> bool:
        """Whether it is worth to go on: the lines from `at` on may be enough for what is left, and not too many."""
        end = len(self._lines)
        if self._spoilt == 0:
            return left.fewest <= end - at <= left.most and left.latest(self._ahead, end, bound) >= at
        return self._spoilt is None or left.late(self._ahead, at, end, bound) <= self._spoilt

    def _entered(self, at: int, column: int, left: Residual, bound: Bound, step: Step | None) -> _State:
        if (at, column) > self._furthest:
            self._furthest, self._may_end = (at, column), False
            self._ends.clear()
        if (at, column) == self._furthest:
            self._may_end = self._may_end or left.nullable
            if len(self._ends) < _REMEMBERED_DEAD_ENDS:
                self._ends.append((left, bound))
        ways: Iterator[Step] = iter(())
        if at < len(self._lines):
            line = self._lines[at]
            ways = left.steps(Reading(line, at, column, True, bound, self._pids, self._ahead, len(self._lines)))
        return _State(at, column, left, bound, ways, step)

    def _key(self, at: int, column: int, left: Residual, bound: Bound) -> Hashable:
        """Two states with one key go on alike: only the bindings that still matter are part of it."""
        return at, column, left.form(bound)

    def _match(self, path: Sequence[_State]) -> Match:
        """What the way found says about each line. Holes get keys of their own in each round of a repetition."""
        pieces: list[list[Piece]] = [[] for _ in self._lines]
        rounds: Counter[str] = Counter()
        for before, state in pairwise(path):
            assert state.step is not None
            rounds.update(state.step.forgotten)
            if state.step.piece is not None:
                pieces[before.at].append(_in_round(state.step.piece, rounds))
        return Match(tuple(map(tuple, pieces)), tuple(self._graph.lanes))


def _after(bound: Bound, step: Step) -> Bound:
    if not step.fresh and not step.forgotten:
        return bound
    kept = {key: text for key, text in bound.items() if key not in step.forgotten}
    return {**kept, **dict(step.fresh)}


def _in_round(piece: Piece, rounds: Counter[str]) -> Piece:
    spans = (
        replace(span, hole=replace(span.hole, key=f"{span.hole.key}.{rounds[span.hole.key]}"))
        if span.hole.key in rounds
        else span
        for span in piece.spans
    )
    return piece._replace(spans=tuple(spans))
