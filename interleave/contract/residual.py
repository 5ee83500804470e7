"""What is left of a shape after some lines: the states of the matcher.

A residual answers these questions: may the output end here (`nullable`), what comes of it when the next line is read
(`steps`), how late may it begin so that the lines ahead are enough for it (`latest`), and which other residuals go on
alike (`pattern`, `form`). Equal residuals of one graph are one object, so that states can be compared and remembered
cheaply.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from interleave.contract.template import Hole, Span, Template

if TYPE_CHECKING:
    from interleave.contract.ahead import Ahead
    from interleave.contract.graph import Graph

Bound = Mapping[str, str]
Marks = tuple[str | tuple[str] | None, ...]


class Piece(NamedTuple):
    """A line, or a torn part of one: characters `start` to `end`, what it fits, and the lane that it came from."""

    start: int
    end: int
    template: Template
    spans: tuple[Span, ...]
    lane: int | None


class Step(NamedTuple):
    """One way to go on: what is left, and where in the line it got to; `over` when it read the line's end, too.

    `piece` is the text that it read, None for a line's end alone. `forgotten` are the holes that a new round of a
    repetition binds afresh, `fresh` the keys and texts of those that this step bound.
    """

    left: Residual
    end: int
    over: bool
    piece: Piece | None = None
    fresh: tuple[tuple[str, str], ...] = ()
    forgotten: frozenset[str] = frozenset()


class Reading(NamedTuple):
    """The line that is being read: from character `start` on, to its very end when `whole`.

    `number` is the line's, counted from 0. What is read must be over before line `until` (counted from 0).
    """

    line: str
    number: int
    start: int
    whole: bool
    bound: Bound
    pids: frozenset[int]
    ahead: Ahead
    until: int


@dataclass(eq=False)
class Residual:
    """Base of all residuals; equal ones are the same object."""

    graph: Graph = field(repr=False)

    nullable: bool = field(init=False, default=False)
    fewest: int = field(init=False, default=0)
    """How many line ends are to come at least."""
    most: float = field(init=False, default=0)
    """How many at most; infinity where there is no bound."""
    holes: tuple[str, ...] = field(init=False, default=())
    """Keys of the holes that still occur here and stand in more than one line of the contract, in order."""
    midline: bool = field(init=False, default=False)
    """Whether it has read a part of a line, so that the rest is its own, too."""

    @cached_property
    def pattern(self) -> int:
        """A number that two residuals share only if they accept the same lines, but for the names of their holes."""
        return self.graph.numbered(self)

    def form(self, bound: Bound) -> Hashable:
        """A key that two residuals share only if they go on alike, given the holes that are bound."""
        return self.pattern, marks(self.holes, bound)

    def steps(self, reading: Reading) -> Iterator[Step]:
        """Every way to read the line, or the next part of a torn one."""
        raise NotImplementedError

    def latest(self, ahead: Ahead, until: int, bound: Bound) -> int:
        """The last line (counted from 0) before which this may begin to be over before line `until`.

        Too late is sure, see `Ahead`. -1 when it is never over in time.
        """
        raise NotImplementedError

    def late(self, ahead: Ahead, since: int, until: int, bound: Bound) -> int:
        """How many lanes do not find all their lines from line `since` to before line `until`."""
        return self.latest(ahead, until, bound) < since

    def earliest(self, ahead: Ahead, since: int, bound: Bound) -> int:  # noqa: ARG002
        """The first line (counted from 0) before which this may be over that begins no earlier than line `since`.

        Too early is sure, as too late is. More than there are lines when it is never over.
        """
        return since + self.fewest

    def inside(self) -> list[Residual]:
        """What it is made of that surely comes, each once."""
        return []

    def expected(self) -> Iterator[Template]:
        """The lines that may come next."""
        raise NotImplementedError


def marks(holes: Sequence[str], bound: Bound) -> Marks:
    """What matters of holes: their text where they are bound, and which they are where not."""
    return tuple(bound.get(key, (key,)) for key in holes)


def joined(*holes: Sequence[str]) -> tuple[str, ...]:
    """Keys in order, each once."""
    return tuple(dict.fromkeys(key for each in holes for key in each))


def linked(holes: Sequence[str], inside: Sequence[str]) -> tuple[int, ...]:
    """Where among `holes` those of a part are: so one hole in two parts is told from a hole in each."""
    number = {key: index for index, key in enumerate(holes)}
    return tuple(number[key] for key in inside)


@dataclass(eq=False)
class Done(Residual):
    """Nothing is left."""

    def __post_init__(self) -> None:
        self.nullable = True

    def steps(self, reading: Reading) -> Iterator[Step]:  # noqa: ARG002
        yield from ()

    def latest(self, ahead: Ahead, until: int, bound: Bound) -> int:  # noqa: ARG002
        return until

    def expected(self) -> Iterator[Template]:
        yield from ()


@dataclass(eq=False)
class One(Residual):
    """One line; `torn` when its text and its end may come apart."""

    template: Template
    lane: int | None
    torn: bool

    def __post_init__(self) -> None:
        self.fewest = self.most = 1
        self.holes = tuple(key for key in self.template.keys_in_order if key in self.graph.lasting)
        self._telling = frozenset(self.holes)

    @cached_property
    def pattern(self) -> int:
        keys = self.template.keys_in_order
        number = {key: index for index, key in enumerate(keys)}
        parts = tuple(
            (part.type.name, number.get(part.key) if part.name else None) if isinstance(part, Hole) else part
            for part in self.template.parts
        )
        return self.graph.numbered((parts, linked(keys, self.holes), self.torn))

    def steps(self, reading: Reading) -> Iterator[Step]:
        line, _, start, whole, bound, pids, _, _ = reading
        for fit in self.template.fits(line, start, bound, pids, whole, self._telling):
            piece = Piece(start, fit.end, self.template, fit.spans, self.lane)
            yield Step(self.graph.done, fit.end, whole, piece, fit.fresh)

    def places(self, ahead: Ahead, bound: Bound) -> list[int]:
        """The lines ahead that this may be."""
        alike = self.pattern, tuple(bound.get(key) for key in self.holes)
        return ahead.places(alike, self.template, self.torn, bound)

    def latest(self, ahead: Ahead, until: int, bound: Bound) -> int:
        return ahead.latest(self.places(ahead, bound), until)

    def earliest(self, ahead: Ahead, since: int, bound: Bound) -> int:
        return ahead.earliest(self.places(ahead, bound), since) + 1

    def expected(self) -> Iterator[Template]:
        yield self.template


class Chain:
    """The fixed items of an `in_order`, shared by all residuals that stand somewhere in it."""

    def __init__(self, graph: Graph, items: Sequence[Residual]) -> None:
        self._graph = graph
        self.items = tuple(items)
        self.holes_from: list[tuple[str, ...]] = [()] * (len(items) + 1)
        self.nullable_from = [True] * (len(items) + 1)
        self.fewest_from = [0] * (len(items) + 1)
        self.most_from = [0.0] * (len(items) + 1)
        for index in range(len(items) - 1, -1, -1):
            self.holes_from[index] = joined(self.items[index].holes, self.holes_from[index + 1])
            self.nullable_from[index] = self.nullable_from[index + 1] and self.items[index].nullable
            self.fewest_from[index] = self.fewest_from[index + 1] + self.items[index].fewest
            self.most_from[index] = self.most_from[index + 1] + self.items[index].most

    @cached_property
    def pattern_from(self) -> list[int]:
        """The numbers that chains share from some index on if they accept the same lines."""
        number = self._graph.numbered("the end of a chain")
        numbers = [number]
        for index in range(len(self.items) - 1, -1, -1):
            holes, item = self.holes_from[index], self.items[index]
            after = linked(holes, self.holes_from[index + 1])
            number = self._graph.numbered(("chain", item.pattern, linked(holes, item.holes), number, after))
            numbers.append(number)
        return numbers[::-1]

    @cached_property
    def run_from(self) -> list[int]:
        """How many items from some index on are the same line again and again."""
        runs = [0] * (len(self.items) + 1)
        for index in range(len(self.items) - 1, -1, -1):
            if isinstance(self.items[index], One):
                runs[index] = 1
                if runs[index + 1] and same(self.items[index], self.items[index + 1]):
                    runs[index] += runs[index + 1]
        return runs

    def latest_from(self, index: int, ahead: Ahead, until: int, bound: Bound) -> int:
        """How late the items from `index` on may begin; see `Residual.latest`."""
        if index == len(self.items):
            return until
        known = ahead.known.get(self._place(index, until, bound))
        if known is not None:
            return known
        latest = until
        for each in range(len(self.items) - 1, index - 1, -1):
            latest = self.items[each].latest(ahead, latest, bound)
            ahead.known[self._place(each, until, bound)] = latest
        return latest

    def _place(self, index: int, until: int, bound: Bound) -> Hashable:
        return self, index, until, tuple(bound.get(key) for key in self.holes_from[index])


def same(one: Residual, other: Residual) -> bool:
    """Whether two residuals accept the same lines, whatever is bound."""
    return one.pattern == other.pattern and one.holes == other.holes


@dataclass(eq=False)
class Then(Residual):
    """What is left of the present item, then the chain's items from `index` on."""

    first: Residual
    chain: Chain
    index: int

    def __post_init__(self) -> None:
        self.nullable = self.first.nullable and self.chain.nullable_from[self.index]
        self.fewest = self.first.fewest + self.chain.fewest_from[self.index]
        self.most = self.first.most + self.chain.most_from[self.index]
        self.holes = joined(self.first.holes, self.chain.holes_from[self.index])
        self.midline = self.first.midline

    @cached_property
    def pattern(self) -> int:
        first = self.first.pattern, linked(self.holes, self.first.holes)
        rest = self.chain.pattern_from[self.index], linked(self.holes, self.chain.holes_from[self.index])
        return self.graph.numbered(("chain", *first, *rest))

    def form(self, bound: Bound) -> Hashable:
        rest = marks(self.chain.holes_from[self.index], bound)
        return self.first.form(bound), self.chain.pattern_from[self.index], rest

    def _next(self) -> Iterator[tuple[Residual, int]]:
        """The items that may come next, each with the index of the one after it: past those that may be nothing."""
        item, after = self.first, self.index
        yield item, after
        while item.nullable and after < len(self.chain.items):
            item, after = self.chain.items[after], after + 1
            yield item, after

    def steps(self, reading: Reading) -> Iterator[Step]:
        for item, after in self._next():
            until = self.chain.latest_from(after, reading.ahead, reading.until, reading.bound)
            for step in item.steps(reading._replace(until=until)):
                yield step._replace(left=self.graph.then(step.left, self.chain, after))

    def latest(self, ahead: Ahead, until: int, bound: Bound) -> int:
        return self.first.latest(ahead, self.chain.latest_from(self.index, ahead, until, bound), bound)

    def earliest(self, ahead: Ahead, since: int, bound: Bound) -> int:
        for item in self.inside():
            since = item.earliest(ahead, since, bound)
        return since

    def late(self, ahead: Ahead, since: int, until: int, bound: Bound) -> int:
        rest = self.chain.latest_from(self.index, ahead, until, bound)
        return self.first.late(ahead, since, rest if rest >= 0 else until, bound) + (rest < 0)

    def inside(self) -> list[Residual]:
        return [self.first, *self.chain.items[self.index :]]

    def expected(self) -> Iterator[Template]:
        for item, _ in self._next():
            yield from item.expected()


@dataclass(eq=False)
class Choice(Residual):
    """Exactly one of several."""

    choices: tuple[Residual, ...]

    def __post_init__(self) -> None:
        self.nullable = any(choice.nullable for choice in self.choices)
        self.fewest = min(choice.fewest for choice in self.choices)
        self.most = max(choice.most for choice in self.choices)
        self.holes = joined(*(choice.holes for choice in self.choices))

    @cached_property
    def pattern(self) -> int:
        choices = ((choice.pattern, linked(self.holes, choice.holes)) for choice in self.choices)
        return self.graph.numbered(("choice", *choices))

    def steps(self, reading: Reading) -> Iterator[Step]:
        for choice in self.choices:
            yield from choice.steps(reading)

    def latest(self, ahead: Ahead, until: int, bound: Bound) -> int:
        return max(choice.latest(ahead, until, bound) for choice in self.choices)

    def expected(self) -> Iterator[Template]:
        for choice in self.choices:
            yield from choice.expected()


@dataclass(eq=False)
class Blocks(Residual):
    """Whole blocks in any order."""

    blocks: tuple[Residual, ...]

    def __post_init__(self) -> None:
        self.nullable = all(block.nullable for block in self.blocks)
        self.fewest = sum(block.fewest for block in self.blocks)
        self.most = sum(block.most for block in self.blocks)
        self.holes = joined(*(block.holes for block in self.blocks))

    @cached_property
    def pattern(self) -> int:
        blocks = sorted((block.pattern, linked(self.holes, block.holes)) for block in self.blocks)
        return self.graph.numbered(("blocks", *blocks))

    def steps(self, reading: Reading) -> Iterator[Step]:
        seen = set()
        for index, block in enumerate(self.blocks):
            form = block.form(reading.bound)
            if form in seen:
                continue
            seen.add(form)
            others = self.graph.chain((self.graph.blocks(self.blocks[:index] + self.blocks[index + 1 :]),))
            for step in block.steps(reading):
                yield step._replace(left=self.graph.then(step.left, others, 0))

    def inside(self) -> list[Residual]:
        return list(self.blocks)

    def latest(self, ahead: Ahead, until: int, bound: Bound) -> int:
        if self.nullable:
            return until
        return min(until - self.fewest, *(block.latest(ahead, until, bound) for block in self.blocks))

    def expected(self) -> Iterator[Template]:
        for block in self.blocks:
            yield from block.expected()


@dataclass(eq=False)
class Loop(Residual):
    """A body again and again; `fresh` are the keys that each round binds afresh."""

    body: Residual
    at_least: int
    at_most: int | None
    fresh: frozenset[str]

    def __post_init__(self) -> None:
        self.nullable = self.at_least == 0 or self.body.nullable
        self.fewest = self.at_least * self.body.fewest
        self.most = self.body.most * (math.inf if self.at_most is None else self.at_most) if self.body.most else 0
        self.holes = tuple(key for key in self.body.holes if key not in self.fresh)

    @cached_property
    def pattern(self) -> int:
        number = {key: index for index, key in enumerate(self.holes)}
        holes = tuple(number.get(key) for key in self.body.holes)
        return self.graph.numbered(("loop", self.body.pattern, holes, self.at_least, self.at_most))

    def _anew(self, bound: Bound) -> Bound:
        if self.fresh.isdisjoint(bound):
            return bound
        return {key: text for key, text in bound.items() if key not in self.fresh}

    def steps(self, reading: Reading) -> Iterator[Step]:
        at_most = None if self.at_most is None else self.at_most - 1
        again = self.graph.loop(self.body, max(0, self.at_least - 1), at_most, self.fresh)
        rest = self.graph.chain((again,))
        for step in self.body.steps(reading._replace(bound=self._anew(reading.bound))):
            yield step._replace(left=self.graph.then(step.left, rest, 0), forgotten=self.fresh | step.forgotten)

    def latest(self, ahead: Ahead, until: int, bound: Bound) -> int:
        if self.nullable:
            return until
        bound = self._anew(bound)
        for _ in range(self.at_least):
            until = self.body.latest(ahead, until, bound)
            if until < 0:
                break
        return until

    def expected(self) -> Iterator[Template]:
        yield from self.body.expected()
