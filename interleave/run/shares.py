"""Where in time threads spent the processor time that they counted.

From one event of a thread to the next its own clock tells how much of the time it ran, but not when. Where that is
long, the system's counts tell it to about a millisecond. Two facts tell more: a machine runs no more threads at once
than it has cores, and an interpreter with a GIL no more than one, except in code that released it. What all of this
leaves open is not guessed: the thread ran for its share of each moment.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONG = 0.004  # seconds; in a shorter stretch the system's counts tell nothing
_ROUNDS = 12
_ENOUGH = 1e-7  # seconds
_MORE = 1.05  # times: so much more processor time than time, and the GIL was released


class Stretch(NamedTuple):
    """From one event of a thread to the next: of which process and thread, from when to when in seconds.

    `ran` is how much of this the thread was on a processor, in seconds.
    """

    pid: int
    thread: int
    start: float
    end: float
    ran: float

    @property
    def share(self) -> float:
        """For which part of the time it ran."""
        return self.ran / (self.end - self.start)


class Share(NamedTuple):
    """The part `own` of a moment for which a thread ran; `process` is the sum over the threads of its process."""

    start: float
    end: float
    own: float
    process: float


def shares(
    stretches: Sequence[Stretch], sampled: dict[int, list[tuple[float, float]]], cores: int, *, gil: bool
) -> list[list[Share]]:
    """Spread the processor time of each stretch over it. `sampled` is when each thread was seen to run, by its id."""
    if not stretches:
        return []
    return _Spreading(stretches, sampled, cores, gil=gil).done()


class _Spreading:
    """All stretches on one scale: slots of time, between any two moments at which something is known to change.

    `_parts` has for each stretch the share of each of its slots, of which the first is `_first`.
    """

    def __init__(
        self, stretches: Sequence[Stretch], sampled: dict[int, list[tuple[float, float]]], cores: int, *, gil: bool
    ) -> None:
        self._stretches = stretches
        self._cores = cores
        seen = [_clipped(sampled.get(each.thread, ()), each) for each in stretches]
        self._edges = sorted(
            {at for each in stretches for at in (each.start, each.end)}
            | {at for each in seen for one in each for at in one}
        )
        self._widths = [end - start for start, end in pairwise(self._edges)]
        self._first = [bisect_left(self._edges, each.start) for each in stretches]
        self._parts = list(map(self._seed, stretches, self._first, seen))
        self._most = {pid: [1.0 if gil else cores] * len(self._widths) for pid in {each.pid for each in stretches}}
        self._release()

    def _seed(self, stretch: Stretch, first: int, seen: list[tuple[float, float]]) -> list[float]:
        """Put a stretch's processor time where the thread was seen to run, and what is left over beside it."""
        length = bisect_left(self._edges, stretch.end) - first
        inside = [False] * length
        for start, end in seen:
            at = bisect_left(self._edges, start) - first
            until = bisect_left(self._edges, end) - first
            inside[at:until] = [True] * (until - at)
        widths = self._widths[first : first + length]
        covered = sum(width for width, is_in in zip(widths, inside, strict=True) if is_in)
        bare = sum(widths) - covered
        dense = min(1.0, stretch.ran / covered) if covered else 0.0
        thin = min(1.0, max(0.0, stretch.ran - covered) / bare) if bare > _ENOUGH else 0.0
        return [dense if is_in else max(thin, 1e-6) for is_in in inside]

    def _release(self) -> None:
        """Lift the limit of the GIL where a process's threads together counted more time than there was."""
        busy = [each for each in self._stretches if each.ran > 0.001 and each.share > 0.2]
        for first in busy:
            mine = [each for each in busy if each.pid == first.pid and each.start >= first.start]
            ran = 0.0
            for last in sorted(mine, key=lambda each: each.end):
                ran += last.ran
                if ran > _MORE * (last.end - first.start):
                    at, until = bisect_left(self._edges, first.start), bisect_left(self._edges, last.end)
                    self._most[first.pid][at:until] = [float(self._cores)] * (until - at)

    def done(self) -> list[list[Share]]:
        """Level out what is over the limits, and give the shares."""
        for _ in range(_ROUNDS):
            if not self._cut():
                break
            for number, stretch in enumerate(self._stretches):
                self._scale(number, stretch.ran)
        by_process = self._settle()
        return [
            [
                Share(self._edges[slot], self._edges[slot + 1], part, by_process[stretch.pid][slot])
                for slot, part in enumerate(parts, first)
            ]
            for stretch, first, parts in zip(self._stretches, self._first, self._parts, strict=True)
        ]

    def _sums(self) -> tuple[dict[int, list[float]], list[float]]:
        by_process = {pid: [0.0] * len(self._widths) for pid in self._most}
        by_machine = [0.0] * len(self._widths)
        for stretch, first, parts in zip(self._stretches, self._first, self._parts, strict=True):
            process = by_process[stretch.pid]
            for slot, part in enumerate(parts, first):
                process[slot] += part
                by_machine[slot] += part
        return by_process, by_machine

    def _cut(self) -> bool:
        """Cut what is over a limit, from all alike; return whether there was anything."""
        by_process, by_machine = self._sums()
        keep = {
            pid: [
                min(1.0, most / (ran or 1), self._cores / (all_ or 1))
                for most, ran, all_ in zip(self._most[pid], process, by_machine, strict=True)
            ]
            for pid, process in by_process.items()
        }
        for stretch, first, parts in zip(self._stretches, self._first, self._parts, strict=True):
            kept = keep[stretch.pid]
            parts[:] = [part * kept[slot] for slot, part in enumerate(parts, first)]
        return any(factor < 1 - 1e-6 for each in keep.values() for factor in each)

    def _scale(self, number: int, ran: float) -> None:
        """Scale the parts of a stretch so that they sum up to what it ran; none is more than one."""
        parts = self._parts[number]
        for _ in range(3):
            now = self._sum(number)
            if abs(now - ran) < _ENOUGH or not now:
                return
            parts[:] = [min(1.0, part * ran / now) for part in parts]

    def _sum(self, number: int) -> float:
        first = self._first[number]
        return sum(part * self._widths[slot] for slot, part in enumerate(self._parts[number], first))

    def _settle(self) -> dict[int, list[float]]:
        """Put all stretches within the limits, those first that have least choice, and give the sums by process."""
        by_process = {pid: [0.0] * len(self._widths) for pid in self._most}
        by_machine = [0.0] * len(self._widths)
        for number in sorted(range(len(self._stretches)), key=lambda number: -self._stretches[number].share):
            stretch, first, parts = self._stretches[number], self._first[number], self._parts[number]
            process, most = by_process[stretch.pid], self._most[stretch.pid]
            room = [
                max(0.0, min(1.0, self._cores - by_machine[slot], most[slot] - process[slot]))
                for slot in range(first, first + len(parts))
            ]
            parts[:] = map(min, parts, room)
            left = [limit - part for limit, part in zip(room, parts, strict=True)]
            free = sum(each * self._widths[slot] for slot, each in enumerate(left, first))
            missing = stretch.ran - self._sum(number)
            more = min(1.0, max(0.0, missing) / free) if free > 0 else 0.0
            parts[:] = [part + each * more for part, each in zip(parts, left, strict=True)]
            for slot, part in enumerate(parts, first):
                process[slot] += part
                by_machine[slot] += part
        return by_process


def _clipped(sampled: Sequence[tuple[float, float]], stretch: Stretch) -> list[tuple[float, float]]:
    """Give the stretches in which a thread was seen to run, as far as they lie in one that is long."""
    if stretch.end - stretch.start < _LONG:
        return []
    clipped = ((max(start, stretch.start), min(end, stretch.end)) for start, end in sampled)
    return [(start, end) for start, end in clipped if start < end]
