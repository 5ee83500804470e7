"""The combinators: the shape of what a run prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from interleave.contract.holes import HoleType
from interleave.contract.mistake import ContractMistake
from interleave.contract.template import Hole, Template, parse


@dataclass(frozen=True)
class Text:
    """One line."""

    template: Template


@dataclass(frozen=True)
class InOrder:
    """Shapes one after the other. `label` names the lane that they are, where they are one."""

    shapes: tuple[Shape, ...]
    label: str | None = None


@dataclass(frozen=True)
class Interleaved:
    """Lanes: each in its own order, any order between them; torn when a line's text and end may come apart.

    `threads`: they are threads of one process, see `tearing`. `numbers` are those of the lanes, known once the shape is
    part of a whole.
    """

    lanes: tuple[Shape, ...]
    torn: bool = False
    threads: bool = False
    numbers: tuple[int, ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class AnyOrder:
    """Blocks in any order, each whole. `numbers` are those of the blocks, which are lanes, too."""

    blocks: tuple[Shape, ...]
    numbers: tuple[int, ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class OneOf:
    """Exactly one of the choices."""

    choices: tuple[Shape, ...]


@dataclass(frozen=True)
class Repeated:
    """A shape again and again, `at_least` to `at_most` times (None: without bound).

    `fresh` are the keys of the holes that each round binds afresh, known once the shape is part of a whole.
    """

    body: Shape
    at_least: int
    at_most: int | None
    fresh: frozenset[str] = field(default=frozenset(), compare=False)


Shape: TypeAlias = Text | InOrder | Interleaved | AnyOrder | OneOf | Repeated


def shape(value: str | Shape) -> Shape:
    """A shape, or the shape of one line."""
    return Text(parse(value)) if isinstance(value, str) else _known(value)


def unended(line: str) -> Text:
    """The last line of the output, after which no line end comes, as with `print("Password: ", end="")`.

    Raises ContractMistake when it is no line.
    """
    text = shape(line)
    if not isinstance(text, Text):
        raise ContractMistake(f"unended() got {line!r}; give it one text")
    return Text(replace(text.template, unended=True))


def in_order(*shapes: str | Shape) -> InOrder:
    """Shapes that come one after the other, as the lines of one thread do.

    Raises ContractMistake when something comes after an unended line.
    """
    return InOrder(_with_last(shapes))


def lane(label: str, *shapes: str | Shape) -> InOrder:
    """Like `in_order`, with a name for the card: the process, thread or task whose lines these are.

    Raises ContractMistake when the name is none, or when something comes after an unended line.
    """
    if not _is_text(label):
        raise ContractMistake(f"lane() got {label!r} for its name; give a text first, then the shapes")
    return InOrder(_with_last(shapes), label)


def interleaved(*lanes: str | Shape, threads: bool = False, torn: bool = False) -> Interleaved:
    """Lanes that run at the same time: each keeps its own order, anything goes between them.

    `print` gives a line's text and its line end to the stream in two steps. Where the stream is not buffered, each step
    is a write of its own, and the text of another lane may come between the two: such a line is torn. Lanes are torn
    wherever the run is unbuffered. `threads`: they are threads of one process and share its stream; without the GIL
    they are torn with a buffer, too. `torn`: the program itself writes without a buffer, so they may always be.

    Raises ContractMistake when no lane is given or torn lanes stand inside torn lanes.
    """
    if not lanes:
        raise ContractMistake("interleaved() has no lanes; give it at least one")
    shapes = _ended(lanes)
    if torn and any(map(_has_torn, shapes)):
        raise ContractMistake("torn lanes inside torn lanes; give all of them to one interleaved(..., torn=True)")
    return Interleaved(shapes, torn, threads)


def tearing(value: Shape, *, buffered: bool, free_threaded: bool) -> Shape:
    """The same shape with its lanes torn as they are under a circumstance.

    Lanes inside torn lanes count as one lane.
    """
    if isinstance(value, Interleaved) and (value.torn or not buffered or (value.threads and free_threaded)):
        return replace(value, lanes=tuple(map(_untorn, value.lanes)), torn=True)
    return with_parts(value, [tearing(each, buffered=buffered, free_threaded=free_threaded) for each in parts(value)])


def any_order(*blocks: str | Shape) -> AnyOrder:
    """Blocks that come in any order; the lines of a block stay together.

    Raises ContractMistake when no block is given.
    """
    if not blocks:
        raise ContractMistake("any_order() has no blocks; give it at least one")
    return AnyOrder(_ended(blocks))


def one_of(*choices: str | Shape) -> OneOf:
    """Exactly one of several shapes.

    Raises ContractMistake when no choice is given.
    """
    if not choices:
        raise ContractMistake("one_of() has no choices; give it at least one")
    return OneOf(tuple(map(shape, choices)))


def optional(*shapes: str | Shape) -> OneOf:
    """These shapes in order, or nothing."""
    return OneOf((in_order(*shapes), InOrder(())))


def repeated(*shapes: str | Shape, at_least: int = 0, at_most: int | None = None) -> Repeated:
    """These shapes in order, again and again.

    A hole that stands inside only binds afresh each round; one that stands outside as well, before or after or in
    another lane, has one text in all rounds and there.

    Raises ContractMistake when the bounds allow no number of rounds.
    """
    if not (_is_number(at_least) and (at_most is None or _is_number(at_most))):
        raise ContractMistake(f"repeated() from {at_least!r} to {at_most!r} times is no range; give whole numbers")
    if at_least < 0 or (at_most is not None and at_most < at_least):
        raise ContractMistake(f"repeated() from {at_least} to {at_most} times is no range; mend at_least or at_most")
    return Repeated(in_order(*_ended(shapes)), at_least, at_most)


def parts(value: Shape) -> tuple[Shape, ...]:
    """The shapes directly inside a shape."""
    match value:
        case Text():
            return ()
        case InOrder(shapes):
            return shapes
        case Interleaved(lanes):
            return lanes
        case AnyOrder(blocks):
            return blocks
        case OneOf(choices):
            return choices
        case Repeated(body):
            return (body,)


def with_parts(value: Shape, inside: Sequence[Shape]) -> Shape:
    """The same shape with other shapes directly inside it."""
    inside = tuple(inside)
    match value:
        case Text():
            return value
        case InOrder():
            return InOrder(inside, value.label)
        case Interleaved():
            return replace(value, lanes=inside)
        case AnyOrder():
            return AnyOrder(inside, value.numbers)
        case OneOf():
            return OneOf(inside)
        case Repeated():
            return Repeated(inside[0], value.at_least, value.at_most, value.fresh)


def described(value: Shape) -> list[object]:
    """A shape as plain data without its labels, the same on every Python: what a fingerprint is made from."""
    match value:
        case Text(template):
            return ["Unended" if template.unended else "Text", template.source]
        case Repeated(body, at_least, at_most):
            return ["Repeated", at_least, at_most, described(body)]
        case _:
            torn: str | bool = isinstance(value, Interleaved) and (
                value.torn or ("threads" if value.threads else False)
            )
            return [type(value).__name__, torn, *map(described, parts(value))]


def labels(value: Shape) -> list[str | None]:
    """The label of each lane, in the order in which they stand in the contract."""
    own = [value.label] if isinstance(value, InOrder) else []
    return [*own, *(label for part in parts(value) for label in labels(part))]


def hole_types(value: Shape) -> Iterator[HoleType]:
    """The type of each hole in a shape."""
    if isinstance(value, Text):
        yield from (part.type for part in value.template.parts if isinstance(part, Hole))
    for inside in parts(value):
        yield from hole_types(inside)


def _with_last(values: Sequence[str | Shape]) -> tuple[Shape, ...]:
    return (*_ended(values[:-1]), *map(shape, values[-1:]))


def _ended(values: Iterable[str | Shape]) -> tuple[Shape, ...]:
    """These as shapes, of which another may print after each. Raises ContractMistake for one with an unended line."""
    shapes = tuple(map(shape, values))
    if any(map(has_unended, shapes)):
        raise ContractMistake(
            "an unended line is not the last; let it end the contract, outside of lanes and repeated()"
        )
    return shapes


def has_unended(value: Shape) -> bool:
    """Whether a shape has an unended line."""
    return value.template.unended if isinstance(value, Text) else any(map(has_unended, parts(value)))


def _has_torn(value: Shape) -> bool:
    return (isinstance(value, Interleaved) and value.torn) or any(map(_has_torn, parts(value)))


def _untorn(value: Shape) -> Shape:
    inside = with_parts(value, list(map(_untorn, parts(value))))
    return replace(inside, torn=False) if isinstance(inside, Interleaved) else inside


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_number(value: object) -> bool:
    return isinstance(value, int)


def _known(value: Shape) -> Shape:
    if not isinstance(value, Text | InOrder | Interleaved | AnyOrder | OneOf | Repeated):
        raise ContractMistake(f"{value!r} is no shape; give a text, or what in_order() and its like return")
    return value
