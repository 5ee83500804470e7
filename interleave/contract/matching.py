"""Hold the lines of a run against a shape.

A shape stands for all sequences of events that its program may cause at the terminal. Lines fit a shape when they are
one of these sequences. Where that could be taken in two ways, it means:

- An ordinary line is one event: it begins where a line of the terminal begins, and it ends that line. A line of torn
  lanes is two events, its text and its end, and events of the other lanes may come between them. The next text of a
  lane comes after the end of its last one.
- A line of the terminal holds texts of one group of torn lanes, or it is one ordinary line. So a line of another
  process may come while a torn lane still has to print an end, but never in the middle of a line.
- A lane of torn lanes that is itself interleaved prints one line after the other, in any order of its own lanes. To the
  torn lanes beside it, it is one lane.
- A shape inside another shape means what it means alone. The lines of interleaved lanes may be mixed with those of all
  lanes around them. The lines of a block of `any_order` may be mixed only with lanes beside the whole `any_order`.
- A hole has the same text wherever its name stands, and that text is of the type of each place. There is one
  exception: a hole that stands only inside `repeated` is bound anew in each round. If it stands outside as well, before
  or after it or in another lane, then all rounds have the same text as there. Two repetitions that both have the hole
  do not share its text unless it stands outside them, too. A place in another choice of a `one_of` does not count,
  because this run does not print it.
- The same holds for each of two repetitions inside each other: a hole of the outer body has one text in each outer
  round, a hole that only the inner body has is bound anew in each inner round.
- A round may print nothing if the body may. Such a round counts.
- A hole holds at least one character, unless its author allows none, and no line end.
- An unended line is the last, and the output ends with it. Every other line has a line end.
- A run that was stopped fits a shape as far as it came: one of the sequences begins as it does. The line end of its
  last line may be what it did not come to.

`match` walks through the shape depth-first, one event a step. A state of the walk is a value: a place in the output,
and what is left of the shape there, with the holes filled that were bound before. No state is entered twice. When no
way leads to the end of the output, every state that can be reached was entered, so the furthest ones tell what could
have come instead. They know nothing of the lines after them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import NamedTuple

from interleave.contract.scope import Lane, placed
from interleave.contract.shape import AnyOrder, InOrder, Interleaved, OneOf, Repeated, Shape, Text, parts, with_parts
from interleave.contract.template import Filling, Hole, Template

_END = Template("\n", ("\n",))  # the end of a torn line; a contract has no line with this text
_MOST_STEPS = 10_000  # about a second; besides those that a walk takes that is right at once


class Piece(NamedTuple):
    """A line, or a torn part of one: characters `start` to `end`, what it fits, and the lane that it came from."""

    start: int
    end: int
    template: Template
    fillings: tuple[Filling, ...]
    lane: int | None


@dataclass(frozen=True, slots=True)
class Match:
    """How the lines fit: the pieces of each line, in the order in which they stand in it, and the lanes.

    A line has one piece unless it was torn: then it has none, or several.
    """

    pieces: tuple[tuple[Piece, ...], ...]
    lanes: tuple[Lane, ...]


@dataclass(frozen=True, slots=True)
class Dead:
    """A state that no way leads on from: what could have come next, and the texts of the holes read before, by name."""

    expected: tuple[Template, ...]
    bound: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Stuck:
    """The furthest that any way through the shape comes: up to character `column` of line `at` (counted from 0).

    `dead` are the dead ends there. `may_end` says that the output could have ended before this line.
    """

    at: int
    column: int
    dead: tuple[Dead, ...]
    may_end: bool


class TooAmbiguousError(Exception):
    """There are more ways through the shape than can be tried: its lanes are too alike."""


class _Head(NamedTuple):
    """A text, or the end of one, that may come next, and the shapes that are left to come after it, in order.

    `lane` is the lane that prints it, `group` the group of torn lanes that it belongs to, None for an ordinary line.
    """

    template: Template
    lane: int | None
    group: int | None
    left: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class _State:
    """What is left of the shape at character `column` of line `at`, of which `group` printed the part before.

    Equal states go on alike. `bound` serves messages only: in what is left, bound holes are filled.
    """

    at: int
    column: int
    group: int | None
    left: Shape
    bound: Mapping[str, str] = field(compare=False)

    @property
    def place(self) -> tuple[int, int]:
        return self.at, self.column


_Way = tuple[_State, Piece | None]
"""A way to go on: the next state, and the piece that was read, None for the end of a torn line."""


class Printed(NamedTuple):
    """The lines of a run, whose processes have these ids.

    `whole`: the last line has a line end. `stopped`: the run did not end by itself.
    """

    lines: Sequence[str]
    pids: frozenset[int]
    whole: bool = True
    stopped: bool = False

    def may_end(self, at: int, template: Template) -> bool:
        """Whether line `at` may end as this template does: with a line end, or without one."""
        unended = at == len(self.lines) - 1 and not self.whole
        return unended == template.unended or (unended and self.stopped)


def match(shape: Shape, run: Printed) -> Match | Stuck:
    """Hold what a run printed against a shape.

    Raises TooAmbiguousError when there are too many ways to try them all.
    """
    lines = run.lines
    whole, lanes = placed(shape)
    state = _State(0, 0, None, whole, {})
    entered = {state: None}
    path: list[_Way] = [(state, None)]
    to_try = [_ways(state, run)]
    steps = _MOST_STEPS + 2 * len(lines)
    while path:
        state, _ = path[-1]
        if state.at == len(lines) and (run.stopped or _may_be_over(state.left)):
            return Match(_pieces(path, len(lines)), lanes)
        way = next(to_try[-1], None)
        if way is None:
            path.pop()
            to_try.pop()
            continue
        steps -= 1
        if steps < 0:
            raise TooAmbiguousError
        if way[0] not in entered:
            entered[way[0]] = None
            path.append(way)
            to_try.append(_ways(way[0], run))
    return _stuck(entered, run.stopped)


def _stuck(entered: Iterable[_State], stopped: bool) -> Stuck:
    at, column = furthest = max(state.place for state in entered)
    ends = [state for state in entered if state.place == furthest]
    dead = tuple(Dead(tuple(_expected(state)), state.bound) for state in ends)
    return Stuck(at, column, dead, stopped or any(_may_be_over(state.left) for state in ends))


def _ways(state: _State, run: Printed) -> Iterator[_Way]:
    """Every way to read the next line, or the next text of a torn one, or its end."""
    if state.at == len(run.lines):
        return
    line = run.lines[state.at]
    for template, lane, group, left in _next(state):
        if (group is None or template is _END) and not run.may_end(state.at, template):
            continue
        if template is _END:
            if state.column == len(line):
                yield _State(state.at + 1, 0, None, InOrder(left), state.bound), None
            continue
        for fit in template.fits(line, state.column, run.pids, whole=group is None):
            at, column = (state.at + 1, 0) if group is None else (state.at, fit.end)
            # A text without characters can be seen by its end only, so it is read there.
            if group is None or state.column < fit.end or fit.end == len(line):
                named = {
                    filling.hole.name: line[filling.start : filling.end]
                    for filling in fit.fillings
                    if filling.hole.name
                }
                after = _filled(InOrder(left), fit.fresh)
                piece = Piece(state.column, fit.end, template, fit.fillings, lane)
                yield _State(at, column, group, after, {**state.bound, **named}), piece


def _next(state: _State) -> Iterator[_Head]:
    """What may come next: in the middle of a line only what belongs to the same torn lanes."""
    return (head for head in _heads(state.left) if state.column == 0 or head.group == state.group)


def _expected(state: _State) -> Iterator[Template]:
    """The texts that may come next."""
    return (head.template for head in _next(state) if head.template is not _END)


def _heads(shape: Shape) -> Iterator[_Head]:
    """What may come first of a shape."""
    match shape:
        case Text(template):
            yield _Head(template, None, None, ())
        case InOrder(shapes):
            for index, each in enumerate(shapes):
                yield from _followed(each, shapes[index + 1 :])
                if not _may_be_over(each):
                    break
        case OneOf(choices):
            for choice in choices:
                yield from _heads(choice)
        case Repeated(body, at_least, at_most, fresh):
            if at_most != 0:
                again = Repeated(body, max(0, at_least - 1), at_most and at_most - 1, fresh)
                yield from _followed(body, (again,))
        case AnyOrder(blocks, numbers):
            for index in _different(blocks):
                # A block that has begun is a lane of its own.
                begun = Interleaved((blocks[index],), numbers=(numbers[index],))
                others = AnyOrder(blocks[:index] + blocks[index + 1 :], numbers[:index] + numbers[index + 1 :])
                yield from _followed(begun, (others,))
        case Interleaved():
            yield from _heads_of_lanes(shape)


def _followed(shape: Shape, rest: tuple[Shape, ...]) -> Iterator[_Head]:
    """What may come first of a shape, when these shapes come after it."""
    for template, lane, group, left in _heads(shape):
        yield _Head(template, lane, group, left + rest)


def _heads_of_lanes(shape: Interleaved) -> Iterator[_Head]:
    lanes, torn, numbers = shape.lanes, shape.torn, shape.numbers
    for index in _different(lanes):
        for template, lane, group, left in _heads(lanes[index]):
            after = InOrder((Text(_END), *left) if torn and template is not _END else left)
            together = Interleaved((*lanes[:index], after, *lanes[index + 1 :]), torn, shape.threads, numbers)
            number = numbers[index] if lane is None else lane
            yield _Head(template, number, numbers[0] if torn else group, (together,))


def _different(lanes: Sequence[Shape]) -> Iterator[int]:
    """The indexes of lanes that no lane before them is equal to: equal lanes go on alike, so one is tried for all."""
    return (index for index, lane in enumerate(lanes) if lanes.index(lane) == index)


def _may_be_over(shape: Shape) -> bool:
    """Whether a shape may print nothing."""
    match shape:
        case Text():
            return False
        case OneOf(choices):
            return any(map(_may_be_over, choices))
        case Repeated(body, at_least):
            return at_least == 0 or _may_be_over(body)
        case _:
            return all(map(_may_be_over, parts(shape)))


def _filled(shape: Shape, texts: Mapping[str, str]) -> Shape:
    """A shape with these texts, by key, in its holes; rounds to come that bind a hole anew leave it open."""
    if not texts:
        return shape
    if isinstance(shape, Text):
        return Text(shape.template.filled(texts))
    if isinstance(shape, Repeated):
        texts = {key: text for key, text in texts.items() if key not in shape.fresh}
    return with_parts(shape, [_filled(each, texts) for each in parts(shape)])


def _pieces(path: Sequence[_Way], lines: int) -> tuple[tuple[Piece, ...], ...]:
    """The pieces of each line. A hole that is bound anew in each round has a key of its own for each."""
    pieces: list[list[Piece]] = [[] for _ in range(lines)]
    times: Counter[str] = Counter()
    for (before, _), (_, piece) in pairwise(path):
        if piece is not None:
            times.update({_key(filling.hole) for filling in piece.fillings if filling.hole.text is None})
            fillings = (replace(filling, hole=_numbered(filling.hole, times)) for filling in piece.fillings)
            pieces[before.at].append(piece._replace(fillings=tuple(fillings)))
    return tuple(map(tuple, pieces))


def _key(hole: Hole) -> str:
    return hole.key or hole.name


def _numbered(hole: Hole, times: Mapping[str, int]) -> Hole:
    return replace(hole, key=f"{_key(hole)}.{times[_key(hole)]}" if hole.name else "")
