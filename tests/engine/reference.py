"""What a contract means, said so plainly that it can be believed: a slow matcher to hold the fast one against.

A shape stands for a set of *words*: everything that its program may do at the terminal, one event after the other.
This file writes all of them out and tries each of them on the transcript. It knows the shapes and what a template's
parts are, and nothing of how the engine matches.

The meaning is the one that `interleave/contract/matching.py` begins with.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import permutations, product

from interleave.contract.matching import Printed
from interleave.contract.shape import AnyOrder, InOrder, Interleaved, OneOf, Repeated, Shape, Text
from interleave.contract.template import Hole, Template

Path = tuple[int, ...]
"""Where a shape stands in the whole: the way down, the number of a child for each step."""
Filling = tuple[str, int, int]
"""A hole's name and where it stands in its line."""


@dataclass(frozen=True)
class Event:
    """Something that happens at the terminal: `what` is "line", "unended", "text" or "end".

    `keys` tells which holes are one: two holes of a word with the same key have the same text. `group` is the torn
    group, None for a line that nothing tears.
    """

    what: str
    template: Template | None = None
    keys: tuple[tuple[str, object], ...] = ()
    lane: int | None = None
    group: Path | None = None


@dataclass(frozen=True)
class Part:
    """A text found on the terminal: characters `start` to `end` of line `line`."""

    line: int
    start: int
    end: int
    source: str
    lane: int | None
    fillings: tuple[Filling, ...]


@dataclass(frozen=True)
class Reading:
    """One way to read a transcript: the texts in order, and the texts of each hole, one for each key."""

    parts: tuple[Part, ...]
    values: tuple[tuple[str, tuple[str, ...]], ...]


def accepts(shape: Shape, run: Printed) -> bool:
    """Whether a run that printed this did what the shape says."""
    return next(readings(shape, run), None) is not None


def readings(shape: Shape, run: Printed) -> Iterator[Reading]:
    """Every way to read what a run printed as the shape says: as a word, or as the beginning of one if it was stopped.

    Such a run may have been stopped between a line's text and its end.
    """
    for word in words(shape, len(run.lines) + run.stopped):
        for beginning in [word[:end] for end in range(len(word) + 1)] if run.stopped else [word]:
            yield from _read(beginning, run)
            if run.stopped and not run.whole and beginning and beginning[-1].what in ("text", "line"):
                yield from _read((*beginning[:-1], replace(beginning[-1], what="unended")), run)


def furthest(shape: Shape, run: Printed) -> int:
    """How many of the first lines some run could have printed that keeps the contract, whatever came then."""
    reached = 0
    for word in words(shape, len(run.lines) + 1):
        while reached < len(run.lines):
            ends = [number for number, event in enumerate(word, 1) if event.what != "text"]
            if len(ends) <= reached:
                break
            first = run._replace(lines=run.lines[: reached + 1], whole=run.whole or reached + 1 < len(run.lines))
            if next(_read(word[: ends[reached]], first), None) is None:
                break
            reached += 1
    return reached


def words(shape: Shape, most: int) -> Iterator[tuple[Event, ...]]:
    """Every word of at most about so many lines, and perhaps some longer ones. One may come twice."""
    yield from _words(Whole(shape), (), shape, (), None, most)


class Whole:
    """The shape as a whole: which lane has which number, and where each hole's name stands."""

    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        self.lanes: dict[Path, int] = {}
        self.places: dict[str, list[Path]] = {}
        self._walk(shape, ())

    def _walk(self, shape: Shape, path: Path) -> None:
        if isinstance(shape, Text):
            for part in shape.template.parts:
                if isinstance(part, Hole) and part.name:
                    self.places.setdefault(part.name, []).append(path)
        for number, child in enumerate(_children(shape)):
            if isinstance(shape, Interleaved | AnyOrder):
                self.lanes[*path, number] = len(self.lanes)
            self._walk(child, (*path, number))

    def at(self, path: Path) -> Shape:
        shape = self.shape
        for number in path:
            shape = _children(shape)[number]
        return shape

    def stands_outside(self, name: str, loop: Path) -> bool:
        """Whether a hole of this name stands beside the repetition at `loop`, in a shape that may come with it."""
        for place in self.places[name]:
            if place[: len(loop)] == loop:
                continue
            common = 0
            while place[common] == loop[common]:
                common += 1
            chosen = isinstance(self.at(place[:common]), OneOf)
            looped = any(isinstance(self.at(place[:end]), Repeated) for end in range(common + 1, len(place)))
            if not chosen and not looped:
                return True
        return False


def _children(shape: Shape) -> tuple[Shape, ...]:
    match shape:
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


def _words(
    whole: Whole, path: Path, shape: Shape, rounds: tuple[tuple[Path, int], ...], lane: int | None, most: int
) -> Iterator[tuple[Event, ...]]:
    """The words of the shape at `path`; `rounds` are the repetitions around it, each with the number of its round."""

    def inside(number: int, new_lane: int | None = lane) -> list[tuple[Event, ...]]:
        return list(_words(whole, (*path, number), _children(shape)[number], rounds, new_lane, most))

    match shape:
        case Text(template):
            what = "unended" if template.unended else "line"
            yield (Event(what, template, keys_of(whole, template, rounds), lane),)
        case InOrder(shapes):
            for chosen in product(*(inside(number) for number in range(len(shapes)))):
                yield sum(chosen, ())
        case OneOf(choices):
            for number in range(len(choices)):
                yield from inside(number)
        case AnyOrder(blocks):
            each = [inside(number, whole.lanes[*path, number]) for number in range(len(blocks))]
            for order in permutations(each):
                for chosen in product(*order):
                    yield sum(chosen, ())
        case Interleaved(lanes, torn):
            each = [inside(number, whole.lanes[*path, number]) for number in range(len(lanes))]
            for chosen in product(*each):
                yield from _merged(tuple(torn_word(word, path) if torn else word for word in chosen))
        case Repeated(body, at_least, at_most):
            for times in range(at_least, max(at_least, most if at_most is None else min(at_most, most)) + 1):
                bodies = [
                    list(_words(whole, (*path, 0), body, (*rounds, (path, number)), lane, most))
                    for number in range(times)
                ]
                for chosen in product(*bodies):
                    yield sum(chosen, ())


def keys_of(whole: Whole, template: Template, rounds: tuple[tuple[Path, int], ...]) -> tuple[tuple[str, object], ...]:
    """For each named hole what tells it from others of its name: the rounds that it belongs to."""
    keys = []
    for name in {part.name for part in template.parts if isinstance(part, Hole) and part.name}:
        belongs = rounds
        while belongs and whole.stands_outside(name, belongs[-1][0]):
            belongs = belongs[:-1]
        keys.append((name, (name, belongs)))
    return tuple(keys)


def torn_word(word: tuple[Event, ...], group: Path) -> tuple[Event, ...]:
    """The same with each line taken apart into its text and its end."""
    taken: list[Event] = []
    for event in word:
        taken.append(Event("text", event.template, event.keys, event.lane, group))
        taken.append(Event("end", group=group))
    return tuple(taken)


def _merged(lanes: tuple[tuple[Event, ...], ...]) -> Iterator[tuple[Event, ...]]:
    """Every way to put several words together that keeps the order of each."""
    if not any(lanes):
        yield ()
    for number, word in enumerate(lanes):
        if word:
            for rest in _merged((*lanes[:number], word[1:], *lanes[number + 1 :])):
                yield (word[0], *rest)


def _read(word: tuple[Event, ...], run: Printed) -> Iterator[Reading]:
    """Every way to read exactly what a run printed as exactly this word."""
    lines, pids = run.lines, run.pids
    over = (len(lines), 0) if run.whole else (len(lines) - 1, len(lines[-1]))

    def reading(
        index: int, at: int, column: int, group: Path | None, texts: dict[object, str], parts: tuple[Part, ...]
    ) -> Iterator[Reading]:
        if index == len(word):
            if (at, column) == over:
                yield Reading(parts, _values(texts))
            return
        if at == len(lines):
            return
        event, line = word[index], lines[at]
        if event.what in ("line", "end") and at == over[0]:
            return
        if column > 0 and event.group != group:
            return
        if event.what == "end":
            if column == len(line):
                yield from reading(index + 1, at + 1, 0, None, texts, parts)
            return
        assert event.template is not None
        if event.what != "text" and column > 0:
            return
        for end in range(column, len(line) + 1) if event.what == "text" else [len(line)]:
            for fillings, bound in _filled(event, line, column, end, texts, pids):
                part = Part(at, column, end, event.template.source, event.lane, fillings)
                if event.what == "line":
                    yield from reading(index + 1, at + 1, 0, None, bound, (*parts, part))
                else:
                    yield from reading(index + 1, at, end, event.group, bound, (*parts, part))

    yield from reading(0, 0, 0, None, {}, ())


def _values(texts: dict[object, str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    values: dict[str, list[str]] = {}
    for (name, _), text in texts.items():
        values.setdefault(name, []).append(text)
    return tuple((name, tuple(found)) for name, found in sorted(values.items()))


def _filled(
    event: Event, line: str, start: int, end: int, texts: dict[object, str], pids: frozenset[int]
) -> Iterator[tuple[tuple[Filling, ...], dict[object, str]]]:
    """Every way in which the event's template is exactly the characters from `start` to `end`."""
    assert event.template is not None
    keys = dict(event.keys)

    def filled(
        parts: tuple[str | Hole, ...], at: int, fillings: tuple[Filling, ...], bound: dict[object, str]
    ) -> Iterator[tuple[tuple[Filling, ...], dict[object, str]]]:
        if not parts:
            if at == end:
                yield fillings, bound
            return
        part, rest = parts[0], parts[1:]
        if isinstance(part, str):
            if line[at:end].startswith(part):
                yield from filled(rest, at + len(part), fillings, bound)
            return
        for stop in range(at + 1 - part.optional, end + 1):
            text = line[at:stop]
            if text and not part.type.pattern.fullmatch(text):
                continue
            if text and part.type.name == "pid" and int(text) not in pids:
                continue
            filling = (part.name, at, stop)
            if not part.name:
                yield from filled(rest, stop, (*fillings, filling), bound)
            elif bound.get(keys[part.name], text) == text:
                yield from filled(rest, stop, (*fillings, filling), {**bound, keys[part.name]: text})

    yield from filled(event.template.parts, start, (), texts)
