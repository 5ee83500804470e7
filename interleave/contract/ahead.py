"""What the lines ahead allow: how late each lane may go on so that all of it still finds its lines."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from interleave.contract.template import Fit, Template

if TYPE_CHECKING:
    from interleave.contract.residual import One

Bound = Mapping[str, str]
Place = tuple[int, int]
"""A line and a character in it, both counted from 0."""
NOWHERE: Place = (-1, 0)
Plan = Mapping[int, Sequence[Place]]
"""For lanes, by number, where each item may stand."""


class Ahead:
    """The lines of a transcript, asked by what is left of a shape.

    Each lane is looked at as if it were alone. So "too late" is sure, and tells that a way is wrong many lines before
    it ends, and "not too late" may still be wrong.
    """

    def __init__(self, lines: Sequence[str], pids: frozenset[int]) -> None:
        self.end = len(lines)
        self.known: dict[Hashable, int] = {}
        """Answers that chains of residuals gave before: how late each may begin."""
        self._lines = lines
        self._pids = pids
        self.plan: Plan = {}
        """What is tried first."""
        self._strangers: Sequence[int] = ()
        self._places: dict[Hashable, list[int]] = {}
        self._same: dict[str, list[int]] = {}
        for number, line in enumerate(lines):
            self._same.setdefault(line, []).append(number)

    def forgive(self, strangers: Sequence[int]) -> None:
        """From now on these lines (counted from 0), which are nothing in the contract, may be anything."""
        if strangers:
            self._strangers = strangers
            self._places.clear()
            self.known.clear()

    def fits(self, one: One, number: int, start: int, bound: Bound) -> Iterator[Fit]:
        """The ways in which a line of the contract fits line `number` from character `start` on."""
        line = self._lines[number]
        return one.template.fits(line, start, bound, self._pids, whole=not one.torn, telling=frozenset(one.holes))

    def latest(self, places: Sequence[int], until: int) -> int:
        """The last of these places before line `until`, -1 when there is none."""
        index = bisect_left(places, until)
        return places[index - 1] if index else -1

    def earliest(self, places: Sequence[int], since: int) -> int:
        """The first of these places from line `since` on, the number of lines when there is none."""
        index = bisect_left(places, since)
        return places[index] if index < len(places) else self.end

    def places(self, alike: Hashable, template: Template, torn: bool, bound: Bound) -> list[int]:
        """The lines (counted from 0) that a template may be; those that it may stand in when it may be torn.

        `alike` is a key that only those share that have the same places.
        """
        found = self._places.get((alike, torn))
        if found is None:
            may = self._may_stand_in if torn else self._may_be
            start = "" if torn else template.start
            lines = [line for line in self._same if line.startswith(start)]
            found = [number for line in lines if may(template, line, bound) for number in self._same[line]]
            self._places[alike, torn] = found = sorted({*found, *self._strangers})
        return found

    def _may_be(self, template: Template, line: str, bound: Bound) -> bool:
        fits = template.fits(line, 0, bound, self._pids, whole=True, telling=frozenset())
        return next(fits, None) is not None

    def _may_stand_in(self, template: Template, line: str, bound: Bound) -> bool:
        """Whether the template's texts occur in this order. Whether its holes do is left open."""
        at = 0
        for part in template.parts:
            text = part if isinstance(part, str) else bound.get(part.key) if part.name else None
            if text is None:
                at += 1
                continue
            at = line.find(text, at)
            if at < 0:
                return False
            at += len(text)
        return at <= len(line)
