"""Hold the lines of a run against a shape.

DOCSTRING
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from interleave.contract.scope import Lane, placed
from interleave.contract.shape import AnyOrder, InOrder, Interleaved, OneOf, Repeated, Shape, Text, parts, with_parts
from interleave.contract.template import Hole, Span, Template

Left = tuple[Shape, ...]
"""What is left of a shape after some lines: shapes that come one after the other."""
Bound = Mapping[str, str]
"""The texts of holes, by name."""

_END = Text(Template("\n", ("\n",)))  # the end of a torn line whose text was read; no contract can contain it
_MOST_STEPS = 20_000


class Piece(NamedTuple):
    """A line, or a torn part of one: characters `start` to `end`, what it fits, and the lane that it came from."""

    start: int
    end: int
    template: Template
    spans: tuple[Span, ...]
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
    """A state from which the next line leads nowhere: what could have come instead, and what was bound."""

    expected: tuple[Template, ...]
    bound: Bound


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
    """A text that may come next, its lane, the torn group that it belongs to, and what is left of the shape after it.

    `group` is None for a line that nothing tears.
    """

    template: Template
    lane: int | None
    group: int | None
    left: Left


class _State(NamedTuple):
    """What is left of the shape at character `column` of line `at`, and the torn group that this line belongs to.

    `bound` is only for messages: the holes in `left` are filled already.
    """

    at: int
    column: int
    group: int | None
    left: Left
    bound: Bound

    @property
    def key(self) -> tuple[object, ...]:
        """States with one key go on alike."""
        return self[:4]


class _Visit(NamedTuple):
    """A state on the way through the shape, the piece that led to it, and the ways to go on that were not tried yet."""

    state: _State
    piece: Piece | None
    ways: Iterator[tuple[_State, Piece | None]]


def match(shape: Shape, lines: Sequence[str], pids: frozenset[int]) -> Match | Stuck:
    """Find a way through the shape that reads exactly these lines, or how far the ways come that there are.

    Raises TooAmbiguousError when there are too many ways to try them all.
    """
    whole, lanes = placed(shape)
    start = _State(0, 0, None, (whole,), {})
    path = [_Visit(start, None, _ways(start, lines, pids))]
    seen = {start.key}
    furthest = [start]
    steps = 0
    while path:
        state = path[-1].state
        if state.at == len(lines) and _may_be_over(state.left):
            return Match(_pieces(path, len(lines)), lanes)
        way = next(path[-1].ways, None)
        if way is None:
            path.pop()
            continue
        steps += 1
        if steps > _MOST_STEPS:
            raise TooAmbiguousError
        state, piece = way
        if state.key in seen:
            continue
        seen.add(state.key)
        path.append(_Visit(state, piece, _ways(state, lines, pids)))
        if state[:2] > furthest[0][:2]:
            furthest.clear()
        if not furthest or state[:2] == furthest[0][:2]:
            furthest.append(state)
    dead = tuple(Dead(tuple(_expected(state)), state.bound) for state in furthest)
    return Stuck(*furthest[0][:2], dead, any(_may_be_over(state.left) for state in furthest))


def _ways(state: _State, lines: Sequence[str], pids: frozenset[int]) -> Iterator[tuple[_State, Piece | None]]:
    """Every way to read the next line, or the next text or the end of a torn one."""
    at, column, group, left, bound = state
    if at == len(lines):
        return
    line = lines[at]
    for head in _heads(left):
        if column > 0 and head.group != group:
            continue
        if head.template is _END.template:
            if column == len(line):
                yield _State(at + 1, 0, None, head.left, bound), None
            continue
        whole = head.group is None
        for fit in head.template.fits(line, column, pids, whole):
            piece = Piece(column, fit.end, head.template, fit.spans, head.lane)
            named = {span.hole.name: line[span.start : span.end] for span in fit.spans if span.hole.name}
            after = _filled(head.left, fit.fresh) if fit.fresh else head.left
            place = (at + 1, 0, None) if whole else (at, fit.end, head.group)
            # A text without characters is seen by its end only: there it is read.
            if whole or fit.end > column or fit.end == len(line):
                yield _State(*place, after, {**bound, **named} if named else bound), piece


def _heads(left: Left) -> Iterator[_Head]:
    """The texts that may come next."""
    for index, shape in enumerate(left):
        for template, lane, group, inside in _heads_of(shape):
            yield _Head(template, lane, group, inside + left[index + 1 :])
        if not _may_be_over(shape):
            return


def _heads_of(shape: Shape) -> Iterator[_Head]:
    match shape:
        case Text(template):
            yield _Head(template, None, None, ())
        case InOrder(shapes):
            yield from _heads(shapes)
        case OneOf(choices):
            for choice in choices:
                yield from _heads_of(choice)
        case Repeated(body, at_least, at_most, fresh):
            if at_most != 0:
                again = Repeated(body, max(0, at_least - 1), at_most and at_most - 1, fresh)
                for template, lane, group, left in _heads_of(body):
                    yield _Head(template, lane, group, (*left, again))
        case AnyOrder(blocks, numbers):
            for index in _different(blocks):
                # A block that has begun is a lane of its own.
                begun = Interleaved((blocks[index],), numbers=(numbers[index],))
                others = AnyOrder(blocks[:index] + blocks[index + 1 :], numbers[:index] + numbers[index + 1 :])
                for template, lane, group, left in _heads_of(begun):
                    yield _Head(template, lane, group, (*left, others))
        case Interleaved(lanes, torn, numbers):
            for index in _different(lanes):
                for template, lane, group, left in _heads_of(lanes[index]):
                    if torn:
                        group = numbers[0]
                        left = left if template is _END.template else (_END, *left)
                    after = (*lanes[:index], InOrder(left), *lanes[index + 1 :])
                    yield _Head(
                        template, numbers[index] if lane is None else lane, group, (Interleaved(after, torn, numbers),)
                    )


def _different(lanes: Sequence[Shape]) -> Iterator[int]:
    """The indexes of lanes that are not equal to one before them: equal lanes go on alike, so one is tried for all."""
    return (index for index, lane in enumerate(lanes) if lanes.index(lane) == index)


def _may_be_over(left: Shape | Left) -> bool:
    """Whether nothing more needs to come."""
    match left:
        case Text():
            return False
        case OneOf(choices):
            return any(map(_may_be_over, choices))
        case Repeated(body, at_least):
            return at_least == 0 or _may_be_over(body)
        case tuple():
            return all(map(_may_be_over, left))
        case _:
            return all(map(_may_be_over, parts(left)))


def _filled(left: Left, texts: Mapping[str, str]) -> Left:
    """The same with these texts, by key, in the holes; not in the rounds to come of a repetition that binds anew."""
    return tuple(_filled_in(shape, texts) for shape in left)


def _filled_in(shape: Shape, texts: Mapping[str, str]) -> Shape:
    if isinstance(shape, Text):
        return Text(shape.template.filled(texts))
    if isinstance(shape, Repeated):
        texts = {key: text for key, text in texts.items() if key not in shape.fresh}
    return with_parts(shape, _filled(parts(shape), texts))


def _expected(state: _State) -> Iterator[Template]:
    """The texts that could have come next, each once."""
    heads = [head for head in _heads(state.left) if state.column == 0 or head.group == state.group]
    return iter(dict.fromkeys(head.template for head in heads if head.template is not _END.template))


def _pieces(path: Sequence[_Visit], lines: int) -> tuple[tuple[Piece, ...], ...]:
    """The pieces of each line, with keys for their holes: one for each text, so one for each round of a repetition."""
    pieces: list[list[Piece]] = [[] for _ in range(lines)]
    times: Counter[str] = Counter()
    for before, visit in pairwise(path):
        if visit.piece is not None:
            holes = [span.hole for span in visit.piece.spans if span.hole.name]
            times.update({hole.key or hole.name for hole in holes if hole.text is None})
            spans = (replace(span, hole=_told(span.hole, times)) for span in visit.piece.spans)
            pieces[before.state.at].append(visit.piece._replace(spans=tuple(spans)))
    return tuple(map(tuple, pieces))


def _told(hole: Hole, times: Mapping[str, int]) -> Hole:
    """The hole with a key of its own for the text that it was bound to last."""
    key = hole.key or hole.name
    return replace(hole, key=f"{key}.{times[key]}") if hole.name else hole
