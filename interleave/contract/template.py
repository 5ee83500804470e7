"""One line with typed holes: `Run task {n:int} ({worker:pid})...`."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import NamedTuple

from interleave.contract.holes import HOLE_TYPES, HoleType, hole_type
from interleave.contract.mistake import ContractMistake

_NAME = re.compile(r"[^\W\d]\w*")
_COMPARED = 200  # characters of a line that are looked at to tell which template is nearest


@dataclass(frozen=True, slots=True)
class Hole:
    """A typed place in a line. A named hole that is used twice must have the same text each time.

    `name` is what the author wrote, empty for an anonymous hole. Holes with one `key` have one text; the key is empty
    where no other place has it. `text` is what it holds, None until it is bound. `slot` takes the place of the key in
    comparisons: it is the same in lanes that are alike but for the names of their holes. `optional`: it may be empty.
    """

    name: str = field(compare=False)
    type: HoleType
    key: str = field(compare=False)
    slot: str = ""
    text: str | None = None
    optional: bool = False

    @property
    def shown(self) -> str:
        """What it holds, or the hole as its author wrote it."""
        return f"{{{self.name}:{self.type.written}{'?' * self.optional}}}" if self.text is None else self.text


@dataclass(frozen=True, slots=True)
class Filling:
    """Where a hole was filled: characters `start` to `end` of a line."""

    hole: Hole
    start: int
    end: int


class Fit(NamedTuple):
    """One way in which a template fits a line: where it ends, what its holes hold, and what it binds by key."""

    end: int
    fillings: tuple[Filling, ...]
    fresh: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Template:
    """A line as its author wrote it, taken apart into texts and holes. Names are no part of what it accepts.

    `unended`: no line end follows it.
    """

    source: str = field(compare=False)
    parts: tuple[str | Hole, ...]
    unended: bool = False

    @property
    def holes(self) -> list[Hole]:
        """The holes from left to right."""
        return [part for part in self.parts if isinstance(part, Hole)]

    @property
    def names(self) -> frozenset[str]:
        """The names of the named holes."""
        return frozenset(hole.name for hole in self.holes if hole.name)

    def keyed(self, keys: Mapping[str, str]) -> Template:
        """The same line with these keys, by name, for its named holes."""
        return self._with(lambda hole: replace(hole, key=keys[hole.name]) if hole.name else hole)

    def slotted(self, slots: Mapping[str, str]) -> Template:
        """The same line with these slots, by key, for its holes; for other keys the key."""
        return self._with(lambda hole: replace(hole, slot=slots.get(hole.key, hole.key)))

    def filled(self, texts: Mapping[str, str]) -> Template:
        """The same line with these texts, by key, in its holes."""
        if not any(hole.key in texts for hole in self.holes):
            return self
        return self._with(lambda hole: replace(hole, text=texts[hole.key]) if hole.key in texts else hole)

    def _with(self, change: Callable[[Hole], Hole]) -> Template:
        parts = tuple(change(part) if isinstance(part, Hole) else part for part in self.parts)
        return replace(self, parts=parts)

    def fits(self, line: str, start: int, pids: frozenset[int], whole: bool) -> Iterator[Fit]:
        """Yield the ways in which this template fits `line` from character `start` on.

        With `whole` it must reach the line's end. Ways that end at the same place and bind the same texts are one way:
        the first. The ways are all there are, since a later line may need a binding that is not the first one's.
        """
        yield from self._fits(0, line, start, pids, whole, (), {}, set())

    def _fits(
        self,
        index: int,
        line: str,
        at: int,
        pids: frozenset[int],
        whole: bool,
        fillings: tuple[Filling, ...],
        fresh: Mapping[str, str],
        seen: set[object],
    ) -> Iterator[Fit]:
        parts = self.parts
        while index < len(parts) and isinstance(text := parts[index], str):
            if not line.startswith(text, at):
                return
            at += len(text)
            index += 1
        if index == len(parts):
            if at == len(line) or not whole:
                yield Fit(at, fillings, fresh)
            return
        hole = parts[index]
        assert isinstance(hole, Hole)
        known = fresh.get(hole.key) if hole.text is None else hole.text
        for end in self._ends(hole, index, line, at, known, whole):
            bound = {**fresh, hole.key: line[at:end]} if hole.key and known is None else fresh
            # What comes after this hole depends on these only. Were it tried again, ten holes would take years.
            place = index + 1, end, tuple(bound.items())
            if place in seen or not is_filled_by(hole, line[at:end], pids):
                continue
            seen.add(place)
            yield from self._fits(index + 1, line, end, pids, whole, (*fillings, Filling(hole, at, end)), bound, seen)

    def _ends(self, hole: Hole, index: int, line: str, at: int, known: str | None, whole: bool) -> Iterator[int]:
        """Where a hole, which is part `index` and begins at character `at`, may end: the longest way first."""
        if known is not None:
            if line.startswith(known, at):
                yield at + len(known)
            return
        if longest := hole.type.pattern.match(line, at):
            following = self.parts[index + 1] if index + 1 < len(self.parts) else None
            if following is None and whole:
                yield len(line)
            elif isinstance(following, str):
                end = line.rfind(following, at, longest.end() + len(following))
                while end > at:
                    yield end
                    end = line.rfind(following, at, end + len(following) - 1)
            else:
                yield from range(longest.end(), at, -1)
        if hole.optional:
            yield at

    def shown(self) -> str:
        """The line as a message shows it: bound holes filled, the others as the author wrote them."""
        said = "".join(part if isinstance(part, str) else part.shown for part in self.parts)
        return said + "   (without a line end)" * self.unended

    def objection(self, line: str, pids: frozenset[int]) -> tuple[float, str | None]:
        """How near a line that does not fit is (0 to 1), and what stands in its way when only a hole does."""
        if next(self.fits(line, 0, pids, whole=True), None):
            return 1.0, None if self.unended else "with a line end"
        found = re.fullmatch(self._loose(), line, re.DOTALL)
        if found is None:
            line, shown = line[:_COMPARED], self.shown()[:_COMPARED]
            return 0.9 * difflib.SequenceMatcher(None, line, shown).ratio(), None
        for hole, text in zip(self.holes, found.groups(""), strict=True):
            if not _is_of_type(hole, text):
                return 0.95, f"{text!r} is no {hole.type.written}"
            if hole.text not in (None, text):
                return 0.97, f"{hole.name} was {hole.text!r} before, here it is {text!r}"
            if not is_filled_by(hole, text, pids):
                known = ", ".join(map(str, sorted(pids))) or "none known"
                return 0.96, f"{text} is not a process of this run (its processes: {known})"
        return 0.94, "one hole would need two different texts"

    def _loose(self) -> str:
        """A pattern for lines in which the holes hold anything: each as little as it can, and never tried again."""
        pattern, group = "", ""
        for part, following in zip_longest(self.parts, self.parts[1:]):
            if isinstance(part, Hole):
                group += ("(.)" if isinstance(following, Hole) else "(.+?)") + "??" * part.optional
            elif following is None:
                group += re.escape(part)
            else:
                pattern += f"(?>{group}{re.escape(part)})"
                group = ""
        return pattern + group


def is_filled_by(hole: Hole, text: str, pids: frozenset[int]) -> bool:
    """Whether `text` may stand in `hole`; a pid must be one of `pids`, the run's own processes."""
    return _is_of_type(hole, text) and (hole.type.name != "pid" or not text or int(text) in pids)


def _is_of_type(hole: Hole, text: str) -> bool:
    return bool(hole.type.pattern.fullmatch(text)) if text else hole.optional


def parse(source: str) -> Template:
    """Take a line apart into texts and holes.

    Raises ContractMistake for unbalanced braces, an unknown hole type, a bad name or a line break.
    """
    if "\n" in source:
        raise ContractMistake(f"{source!r} has a line break; write one text for each line")
    parts: list[str | Hole] = []
    text = ""
    at = 0
    while at < len(source):
        character = source[at]
        if source.startswith(("{{", "}}"), at):
            text += character
            at += 2
        elif character == "{":
            end = source.find("}", at)
            if end < 0:
                raise ContractMistake(f"{source!r} opens a hole that it does not close; write {{{{ for a brace")
            if text:
                parts.append(text)
                text = ""
            parts.append(_hole(source[at + 1 : end], source))
            at = end + 1
        elif character == "}":
            raise ContractMistake(f"{source!r} closes a hole that it did not open; write }}}} for a brace")
        else:
            text += character
            at += 1
    if text:
        parts.append(text)
    return Template(source, tuple(parts))


def _hole(inside: str, source: str) -> Hole:
    name, colon, type_name = inside.removesuffix("?").partition(":")
    if not colon or not type_name:
        raise ContractMistake(f"hole {{{inside}}} in {source!r} has no type; write {{{name or 'name'}:int}}")
    if name and not _NAME.fullmatch(name):
        raise ContractMistake(f"hole {{{inside}}} in {source!r} has no proper name; write letters, digits and _")
    try:
        return Hole(name, hole_type(type_name), name, optional=inside.endswith("?"))
    except KeyError:
        near = difflib.get_close_matches(type_name, HOLE_TYPES, 1)
        hint = f"did you mean {near[0]!r}?" if near else f"the types are {', '.join(HOLE_TYPES)}"
        raise ContractMistake(f"hole {{{inside}}} in {source!r} has the unknown type {type_name!r}; {hint}") from None
