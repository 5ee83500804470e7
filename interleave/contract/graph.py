"""The states that a shape can come to, each made only once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass

from interleave.contract.residual import Blocks, Chain, Choice, Done, Loop, One, Residual, Then
from interleave.contract.scope import scoped
from interleave.contract.shape import AnyOrder, InOrder, Interleaved, OneOf, Repeated, Shape, Text, parts
from interleave.contract.weave import Strand, Weave


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


class Graph:
    """Makes residuals, each only once, and numbers the lanes of the shape it was made for.

    `lasting` are the keys of the holes that stand in more than one line: only their texts matter to later lines.
    `private` tells for each lane which keys stand in it alone.
    """

    def __init__(self, shape: Shape) -> None:
        self._made: dict[Hashable, Residual] = {}
        self._chains: dict[tuple[int, ...], Chain] = {}
        self._numbers: dict[Hashable, int] = {}
        self._groups = 0
        self.lanes: list[Lane] = []
        self.done: Residual = Done(self)
        whole = scoped(shape)
        self._lines = Counter(_keys(whole))
        self.lasting = frozenset(key for key, lines in self._lines.items() if lines > 1)
        self.private: list[frozenset[str]] = []
        self._ones: dict[One, tuple[Chain, int] | None] = {}
        self.start = self._compiled(whole, None, torn=False)

    def numbered(self, kind: Hashable) -> int:
        """The number of a structure: the same for equal ones, so that comparing whole shapes is comparing numbers."""
        return self._numbers.setdefault(kind, len(self._numbers))

    def kinds(self, torn: bool) -> list[One]:
        """The lines of the contract that are torn or are not, one for each pattern."""
        return list({one.pattern: one for one in self._ones if one.torn is torn}.values())

    def places(self) -> list[tuple[One, tuple[Chain, int] | None]]:
        """All lines of the contract, each with the chain that it stands in and where this goes on, if it does."""
        return list(self._ones.items())

    def chain(self, items: tuple[Residual, ...]) -> Chain:
        key = tuple(map(id, items))
        if key not in self._chains:
            self._chains[key] = Chain(self, items)
        return self._chains[key]

    def then(self, first: Residual, chain: Chain, index: int) -> Residual:
        if first is self.done:
            if index == len(chain.items):
                return self.done
            first, index = chain.items[index], index + 1
        if index == len(chain.items):
            return first
        return self._once((Then, id(first), id(chain), index), lambda: Then(self, first, chain, index))

    def blocks(self, blocks: tuple[Residual, ...]) -> Residual:
        if not blocks:
            return self.done
        return self._once((Blocks, *map(id, blocks)), lambda: Blocks(self, blocks))

    def loop(self, body: Residual, at_least: int, at_most: int | None, fresh: frozenset[str]) -> Residual:
        if at_most == 0:
            return self.done
        key = (Loop, id(body), at_least, at_most, fresh)
        return self._once(key, lambda: Loop(self, body, at_least, at_most, fresh))

    def weave(self, strands: tuple[Strand, ...], torn: bool, opened: bool) -> Residual:
        alive = tuple(strand for strand in strands if strand.pending or strand.left is not self.done)
        if not alive:
            return self.done
        key = (Weave, torn, opened, *((id(strand.left), strand.pending, strand.lane) for strand in alive))
        return self._once(key, lambda: Weave(self, alive, torn, opened))

    def _once(self, key: Hashable, make: Callable[[], Residual]) -> Residual:
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = make()
        return made

    def _compiled(self, shape: Shape, lane: int | None, torn: bool) -> Residual:
        match shape:
            case Text(template):
                one = One(self, template, lane, torn)
                self._ones[one] = None
                return one
            case InOrder():
                items = tuple(self._compiled(each, lane, torn) for each in _flat(shape))
                chain = self.chain(items)
                self._ones.update((item, (chain, n + 1)) for n, item in enumerate(items) if isinstance(item, One))
                return self.then(self.done, chain, 0)
            case OneOf(choices):
                return Choice(self, tuple(self._compiled(each, lane, torn) for each in choices))
            case Repeated(body, at_least, at_most, fresh):
                return self.loop(self._compiled(body, lane, torn), at_least, at_most, fresh)
            case AnyOrder():
                return self.blocks(tuple(left for _, left in self._lanes(shape, lane, torn)))
            case Interleaved():
                strands = (Strand(left, False, number) for number, left in self._lanes(shape, lane, torn))
                return self.weave(tuple(strands), shape.torn, opened=False)

    def _lanes(self, shape: Interleaved | AnyOrder, inside: int | None, torn: bool) -> Iterator[tuple[int, Residual]]:
        """Number the lanes of a shape and compile them, those before the ones inside them."""
        group = self._groups
        self._groups += 1
        blocks = isinstance(shape, AnyOrder)
        lanes_torn = isinstance(shape, Interleaved) and shape.torn
        for each in parts(shape):
            label = each.label if isinstance(each, InOrder) else None
            number = len(self.lanes)
            self.lanes.append(Lane(group, inside, label, lanes_torn, blocks))
            lines = Counter(_keys(each))
            self.private.append(frozenset(key for key in lines if lines[key] == self._lines[key]))
            yield number, self._compiled(each, number, torn or lanes_torn)


def _flat(shape: InOrder) -> Iterator[Shape]:
    for each in shape.shapes:
        if isinstance(each, InOrder):
            yield from _flat(each)
        else:
            yield each


def _keys(shape: Shape) -> Iterator[str]:
    """The keys of a shape's holes, each once for every line that it stands in."""
    if isinstance(shape, Text):
        yield from shape.template.keys
    for each in parts(shape):
        yield from _keys(each)
