"""What is left of a shape after some lines: the states of the matcher.

A residual answers three questions: may the output end here (`nullable`), which holes still occur (`keys`), and what
comes of it when the next line is read (`steps`). Equal residuals of one graph are one object, so that states can be
compared and remembered cheaply.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from interleave.contract.shape import AnyOrder, InOrder, Interleaved, OneOf, Repeated, Shape, Text
from interleave.contract.template import Span, Template

Bound = Mapping[str, str]


class Piece(NamedTuple):
    """A line, or a torn part of one: characters `start` to `end`, what it fits, and the lane that it came from."""

    start: int
    end: int
    template: Template
    spans: tuple[Span, ...]
    lane: int | None


class Step(NamedTuple):
    """One way to go on: what is left, where in the line it got to, and the holes it bound."""

    left: Residual
    end: int
    fresh: tuple[tuple[str, str], ...]
    pieces: tuple[Piece, ...]


class Reading(NamedTuple):
    """The line that is being read: from `start` on, to its very end when `whole`."""

    line: str
    start: int
    whole: bool
    bound: Bound
    pids: frozenset[int]


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane of a contract: the number of its group, the lane that the group stands in, and its label.

    `torn`: the group's lanes may be torn. `blocks`: they stay whole, in any order.
    """

    group: int
    inside: int | None
    label: str | None
    torn: bool
    blocks: bool


@dataclass(eq=False)
class Residual:
    """Base of all residuals; equal ones are the same object."""

    graph: Graph = field(repr=False)

    nullable: bool = field(init=False, default=False)
    fewest: int = field(init=False, default=0)
    """How many line ends are to come at least."""
    most: float = field(init=False, default=0)
    """How many at most; infinity where there is no bound."""

    @cached_property
    def keys(self) -> frozenset[str]:
        """Keys of the named holes that still occur."""
        return frozenset()

    @cached_property
    def kind(self) -> int:
        """A number that two residuals share only if they accept the same lines, whatever lane these come from."""
        return self.graph.numbered(self)

    def steps(self, reading: Reading) -> Iterator[Step]:
        """Every way to read the line, or the next part of a torn one."""
        raise NotImplementedError

    def expected(self) -> Iterator[Template]:
        """The lines that may come next."""
        raise NotImplementedError

    def renamed(self, keys: Mapping[str, str]) -> Residual:
        """The same with other keys for its holes."""
        raise NotImplementedError


@dataclass(eq=False)
class Done(Residual):
    """Nothing is left."""

    def __post_init__(self) -> None:
        self.nullable = True

    def steps(self, reading: Reading) -> Iterator[Step]:  # noqa: ARG002
        yield from ()

    def expected(self) -> Iterator[Template]:
        yield from ()

    def renamed(self, keys: Mapping[str, str]) -> Residual:  # noqa: ARG002
        return self


@dataclass(eq=False)
class One(Residual):
    """One line."""

    template: Template
    lane: int | None

    def __post_init__(self) -> None:
        self.fewest = self.most = 1

    @cached_property
    def keys(self) -> frozenset[str]:
        return self.template.keys

    @cached_property
    def kind(self) -> int:
        return self.graph.numbered(self.template)

    def steps(self, reading: Reading) -> Iterator[Step]:
        line, start, whole, bound, pids = reading
        for fit in self.template.fits(line, start, bound, pids, whole):
            piece = Piece(start, fit.end, self.template, fit.spans, self.lane)
            yield Step(self.graph.done, fit.end, fit.fresh, (piece,))

    def expected(self) -> Iterator[Template]:
        yield self.template

    def renamed(self, keys: Mapping[str, str]) -> Residual:
        return self.graph.one(self.template.renamed(keys), self.lane)


class Chain:
    """The fixed items of an `in_order`, shared by all residuals that stand somewhere in it."""

    def __init__(self, graph: Graph, items: Sequence[Residual]) -> None:
        self._graph = graph
        self.items = tuple(items)
        self.keys_from = [frozenset[str]()] * (len(items) + 1)
        self.nullable_from = [True] * (len(items) + 1)
        self.fewest_from = [0] * (len(items) + 1)
        self.most_from = [0.0] * (len(items) + 1)
        for index in range(len(items) - 1, -1, -1):
            self.keys_from[index] = self.keys_from[index + 1] | self.items[index].keys
            self.nullable_from[index] = self.nullable_from[index + 1] and self.items[index].nullable
            self.fewest_from[index] = self.fewest_from[index + 1] + self.items[index].fewest
            self.most_from[index] = self.most_from[index + 1] + self.items[index].most

    @cached_property
    def kind(self) -> int:
        """The number that chains with the same items share."""
        return self._graph.numbered(("chain", *(item.kind for item in self.items)))


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

    @cached_property
    def keys(self) -> frozenset[str]:
        return self.first.keys | self.chain.keys_from[self.index]

    @cached_property
    def kind(self) -> int:
        return self.graph.numbered(("then", self.first.kind, self.chain.kind, self.index))

    def _next(self) -> Iterator[tuple[Residual, int]]:
        """The items that may come next, each with the index of the one after it: past those that may be nothing."""
        item, after = self.first, self.index
        yield item, after
        while item.nullable and after < len(self.chain.items):
            item, after = self.chain.items[after], after + 1
            yield item, after

    def steps(self, reading: Reading) -> Iterator[Step]:
        for item, after in self._next():
            for step in item.steps(reading):
                yield step._replace(left=self.graph.then(step.left, self.chain, after))

    def expected(self) -> Iterator[Template]:
        for item, _ in self._next():
            yield from item.expected()

    def renamed(self, keys: Mapping[str, str]) -> Residual:
        rest = Chain(self.graph, [item.renamed(keys) for item in self.chain.items[self.index :]])
        return self.graph.then(self.first.renamed(keys), rest, 0)


@dataclass(eq=False)
class Choice(Residual):
    """Exactly one of several."""

    choices: tuple[Residual, ...]

    def __post_init__(self) -> None:
        self.nullable = any(choice.nullable for choice in self.choices)
        self.fewest = min(choice.fewest for choice in self.choices)
        self.most = max(choice.most for choice in self.choices)

    @cached_property
    def keys(self) -> frozenset[str]:
        return frozenset().union(*(choice.keys for choice in self.choices))

    def steps(self, reading: Reading) -> Iterator[Step]:
        for choice in self.choices:
            yield from choice.steps(reading)

    def expected(self) -> Iterator[Template]:
        for choice in self.choices:
            yield from choice.expected()

    @cached_property
    def kind(self) -> int:
        return self.graph.numbered(("choice", *(choice.kind for choice in self.choices)))

    def renamed(self, keys: Mapping[str, str]) -> Residual:
        return self.graph.choice(tuple(choice.renamed(keys) for choice in self.choices))


@dataclass(eq=False)
class Blocks(Residual):
    """Whole blocks in any order."""

    blocks: tuple[Residual, ...]

    def __post_init__(self) -> None:
        self.nullable = all(block.nullable for block in self.blocks)
        self.fewest = sum(block.fewest for block in self.blocks)
        self.most = sum(block.most for block in self.blocks)

    @cached_property
    def keys(self) -> frozenset[str]:
        return frozenset().union(*(block.keys for block in self.blocks))

    @cached_property
    def kind(self) -> int:
        return self.graph.numbered(("blocks", *sorted(block.kind for block in self.blocks)))

    def steps(self, reading: Reading) -> Iterator[Step]:
        for index, block in enumerate(self.blocks):
            if block.kind in {other.kind for other in self.blocks[:index]}:
                continue
            others = self.graph.blocks(self.blocks[:index] + self.blocks[index + 1 :])
            rest = Chain(self.graph, [others])
            for step in block.steps(reading):
                yield step._replace(left=self.graph.then(step.left, rest, 0))

    def expected(self) -> Iterator[Template]:
        for block in self.blocks:
            yield from block.expected()

    def renamed(self, keys: Mapping[str, str]) -> Residual:
        return self.graph.blocks(tuple(block.renamed(keys) for block in self.blocks))


@dataclass(eq=False)
class Loop(Residual):
    """A body again and again; `ident` and `round` make the keys of the holes that each round binds afresh."""

    body: Residual
    at_least: int
    at_most: int | None
    ident: str
    round: int

    def __post_init__(self) -> None:
        self.nullable = self.at_least == 0 or self.body.nullable
        self.fewest = self.at_least * self.body.fewest
        self.most = self.body.most * (math.inf if self.at_most is None else self.at_most) if self.body.most else 0

    @cached_property
    def keys(self) -> frozenset[str]:
        return self.body.keys

    @cached_property
    def kind(self) -> int:
        return self.graph.numbered(("loop", self.body.kind, self.at_least, self.at_most))

    def steps(self, reading: Reading) -> Iterator[Step]:
        if self.at_most == 0:
            return
        local = {key: f"{key}#{self.ident}.{self.round}" for key in self.body.keys if key not in reading.bound}
        body = self.body.renamed(local) if local else self.body
        again = self.graph.loop(self.body, *self._fewer(), self.ident, self.round + 1)
        rest = Chain(self.graph, [again])
        for step in body.steps(reading):
            yield step._replace(left=self.graph.then(step.left, rest, 0))

    def _fewer(self) -> tuple[int, int | None]:
        return max(0, self.at_least - 1), None if self.at_most is None else self.at_most - 1

    def expected(self) -> Iterator[Template]:
        if self.at_most != 0:
            yield from self.body.expected()

    def renamed(self, keys: Mapping[str, str]) -> Residual:
        body = self.body.renamed(keys)
        again = "" if body is self.body else "+" + "+".join(sorted(keys.values()))
        return self.graph.loop(body, self.at_least, self.at_most, self.ident + again, self.round)


class Strand(NamedTuple):
    """One lane inside a weave. `pending`: its text is printed and the line end is still to come (torn lanes only)."""

    left: Residual
    pending: bool

    @property
    def kind(self) -> tuple[int, bool]:
        return self.left.kind, self.pending


@dataclass(eq=False)
class Weave(Residual):
    """Lanes, each in its own order, any order between them."""

    strands: tuple[Strand, ...]
    torn: bool

    def __post_init__(self) -> None:
        self.nullable = all(strand.left.nullable and not strand.pending for strand in self.strands)
        self.fewest = sum(strand.left.fewest + strand.pending for strand in self.strands)
        self.most = sum(strand.left.most + strand.pending for strand in self.strands)

    @cached_property
    def keys(self) -> frozenset[str]:
        return frozenset().union(*(strand.left.keys for strand in self.strands))

    @cached_property
    def kind(self) -> int:
        return self.graph.numbered(("weave", self.torn, *sorted(strand.kind for strand in self.strands)))

    def _different(self, pending: bool) -> Iterator[tuple[int, Strand]]:
        """The strands in this state, one of each kind: interchangeable lanes need not be tried twice."""
        seen = set()
        for index, strand in enumerate(self.strands):
            if strand.pending is pending and strand.kind not in seen:
                seen.add(strand.kind)
                yield index, strand

    def _with(self, index: int, strand: Strand) -> Residual:
        return self.graph.weave((*self.strands[:index], strand, *self.strands[index + 1 :]), self.torn)

    def steps(self, reading: Reading) -> Iterator[Step]:
        if self.torn:
            yield from self._torn_steps(reading)
            return
        for index, strand in self._different(pending=False):
            for step in strand.left.steps(reading):
                yield step._replace(left=self._with(index, Strand(step.left, pending=False)))

    def _torn_steps(self, reading: Reading) -> Iterator[Step]:
        """Read texts of lanes until the line ends, then give its line end to one lane that waits for one."""
        if reading.start == len(reading.line):
            for index, strand in self._different(pending=True):
                yield Step(self._with(index, Strand(strand.left, pending=False)), reading.start, (), ())
        for index, strand in self._different(pending=False):
            for step in strand.left.steps(reading._replace(whole=False)):
                woven = self._with(index, Strand(step.left, pending=True))
                bound = {**reading.bound, **dict(step.fresh)} if step.fresh else reading.bound
                for further in woven.steps(reading._replace(start=step.end, bound=bound)):
                    yield Step(further.left, further.end, step.fresh + further.fresh, step.pieces + further.pieces)

    def expected(self) -> Iterator[Template]:
        for strand in self.strands:
            if not strand.pending:
                yield from strand.left.expected()

    def renamed(self, keys: Mapping[str, str]) -> Residual:
        return self.graph.weave(
            tuple(strand._replace(left=strand.left.renamed(keys)) for strand in self.strands), self.torn
        )


class Graph:
    """Makes residuals, each only once, and numbers the lanes of the shape it was made for."""

    def __init__(self, shape: Shape) -> None:
        self._made: dict[object, Residual] = {}
        self._numbers: dict[object, int] = {}
        self._loops = 0
        self._groups = 0
        self.lanes: list[Lane] = []
        self.done: Residual = Done(self)
        self.start = self._compiled(shape, None)

    def numbered(self, kind: object) -> int:
        """The number of a structure: the same for equal ones, so that comparing whole shapes is comparing numbers."""
        return self._numbers.setdefault(kind, len(self._numbers))

    def one(self, template: Template, lane: int | None) -> Residual:
        return self._once((One, template, lane), lambda: One(self, template, lane))

    def then(self, first: Residual, chain: Chain, index: int) -> Residual:
        if first is self.done:
            if index == len(chain.items):
                return self.done
            first, index = chain.items[index], index + 1
        if index == len(chain.items):
            return first
        return self._once((Then, id(first), id(chain), index), lambda: Then(self, first, chain, index))

    def choice(self, choices: tuple[Residual, ...]) -> Residual:
        return self._once((Choice, *map(id, choices)), lambda: Choice(self, choices))

    def blocks(self, blocks: tuple[Residual, ...]) -> Residual:
        if not blocks:
            return self.done
        return self._once((Blocks, *map(id, blocks)), lambda: Blocks(self, blocks))

    def loop(self, body: Residual, at_least: int, at_most: int | None, ident: str, round_: int) -> Residual:
        if at_most == 0:
            return self.done
        key = (Loop, id(body), at_least, at_most, ident, round_)
        return self._once(key, lambda: Loop(self, body, at_least, at_most, ident, round_))

    def weave(self, strands: tuple[Strand, ...], torn: bool) -> Residual:
        alive = tuple(strand for strand in strands if strand.pending or strand.left is not self.done)
        if not alive:
            return self.done
        key = (Weave, torn, *((id(strand.left), strand.pending) for strand in alive))
        return self._once(key, lambda: Weave(self, alive, torn))

    def _once(self, key: object, make: Callable[[], Residual]) -> Residual:
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = make()
        return made

    def _compiled(self, shape: Shape, lane: int | None) -> Residual:
        match shape:
            case Text(template):
                return self.one(template, lane)
            case InOrder(shapes):
                return self.then(self.done, Chain(self, [self._compiled(each, lane) for each in shapes]), 0)
            case OneOf(choices):
                return self.choice(tuple(self._compiled(each, lane) for each in choices))
            case Repeated(body, at_least, at_most):
                self._loops += 1
                ident = str(self._loops)
                return self.loop(self._compiled(body, lane), at_least, at_most, ident, 0)
            case AnyOrder(blocks):
                return self.blocks(tuple(self._lanes(blocks, lane, torn=False, whole=True)))
            case Interleaved(lanes, torn):
                lefts = self._lanes(lanes, lane, torn=torn, whole=False)
                return self.weave(tuple(Strand(left, pending=False) for left in lefts), torn)

    def _lanes(self, shapes: tuple[Shape, ...], inside: int | None, *, torn: bool, whole: bool) -> list[Residual]:
        group = self._groups
        self._groups += 1
        compiled = []
        for each in shapes:
            label = each.label if isinstance(each, InOrder) else None
            self.lanes.append(Lane(group, inside, label, torn, whole))
            compiled.append(self._compiled(each, len(self.lanes) - 1))
        return compiled
