"""Proposes a contract from runs that were seen and from the program's source. Pure.

It says what held in all runs, as strongly as that can be said: what always came in one order is in order, what varied
is a hole of the narrowest type, or one of a few choices. What it cannot know is marked for the author.
"""

from __future__ import annotations

import ast
import math
import re
import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise, product

from interleave.mistake import MARK
from interleave.scaffold.claims import claims
from interleave.scaffold.holes import Place, name_all
from interleave.scaffold.order import Arranged, Lanes, Series, arranged
from interleave.scaffold.seen import Event, Seen, events, items
from interleave.scaffold.source import Source
from interleave.scaffold.writing import call, escaped, folded

_THREADS = ("Thread", "Timer", "ThreadPoolExecutor", "ThreadPool", "to_thread", "run_in_executor", "start_new_thread")
_LOCKS = ("Lock", "RLock", "Semaphore", "BoundedSemaphore", "Condition", "dump_traceback")
_SECONDS = 10.0  # a contract's own limit
_SPARE = 4  # times the longest run


def proposed(snippet: str, sources: Mapping[str, str], seen: Sequence[Seen]) -> str:
    """Give the text of a contract's file for a snippet.

    `sources` are the texts of its programs, by their paths below `snippets/`, its own first; `seen` its runs. Raises
    ValueError where no run printed anything, or none ended by itself like another.
    """
    source = Source(*sources.values())
    typical = _typical(seen)
    torn = [each for each in typical if source.forms and _is_torn(each, typical, source)]
    kept = [each for each in typical if each not in torn]
    programs = [name.rpartition("/")[2] for name in sources]
    found = events([items(each, source, programs) for each in kept])
    places = list(_holes(found))
    name_all(places, kept)
    whole = all(each.transcript.whole for each in kept)
    unended = [] if whole else [found[-1], *(chain[-1] for chain in found[-1].choices if chain)]
    writer = _Writer(
        places, len(kept), _option(source, torn), unended, locked=source.uses(*_LOCKS), never_torn=not torn
    )
    parts = writer.series(arranged(found, source.spawned))
    return _file(
        snippet, [*folded(parts), *_options(list(sources)[1:], seen, kept)], list(claims(found, places)), len(seen)
    )


def _typical(seen: Sequence[Seen]) -> list[Seen]:
    """The runs that ended as most did; if none did, those that came furthest."""
    if ended := [each for each in seen if not each.transcript.hangs]:
        exit = Counter(each.transcript.exit for each in ended).most_common(1)[0][0]
        return [each for each in ended if each.transcript.exit == exit]
    most = max(len(each.transcript.lines) for each in seen)
    return [each for each in seen if len(each.transcript.lines) == most]


def _is_torn(seen: Seen, others: Sequence[Seen], source: Source) -> bool:
    """Whether a line came apart: there is one more that is empty, or without a buffer of a form that no line has."""
    odd = [_odd(each, source, buffered=seen.circumstance.buffered) for each in (seen, *others)]
    return odd[0] > min(odd)


def _odd(seen: Seen, source: Source, *, buffered: bool) -> int:
    return sum(not line.text if buffered else source.fit(line.text) is None for line in seen.transcript.lines)


def _option(source: Source, torn: Sequence[Seen]) -> list[str]:
    """How lines of different lanes come apart. Where they do in spite of a buffer, the program has none."""
    if any(each.circumstance.buffered and not each.circumstance.free_threaded for each in torn):
        return ["torn=True"]
    return ["threads=True"] if source.uses(*_THREADS) else []


def _options(files: Sequence[str], seen: Sequence[Seen], kept: Sequence[Seen]) -> list[str]:
    """The other arguments of the contract."""
    hangs = any(each.transcript.hangs for each in seen)
    exit = 0 if kept[0].transcript.hangs else kept[0].transcript.exit
    calm = (each.transcript.lines for each in seen if not each.circumstance.shaken)
    longest = max((lines[-1].at for lines in calm if lines), default=0.0)
    return [
        *([f"exit={exit}"] if exit else []),
        *([f"files={tuple(files)!r}"] if files else []),
        *([f"seconds={round(longest * _SPARE)}"] if _SECONDS < longest * _SPARE < math.inf and not hangs else []),
        *(["may_hang=True"] if hangs else []),
    ]


def _holes(found: Sequence[Event]) -> Iterator[Place]:
    """The slots that are holes."""
    for event in found:
        for chain in event.choices:
            yield from _holes(chain)
        yield from (place for place in _open(event) if not place.is_fixed)


def _open(event: Event) -> list[Place]:
    """The slots whose text does not tell which line it is."""
    return [Place(event, slot) for slot in range(len(event.form.slots)) if slot not in event.told and event.items]


class _Writer:
    """Writes shapes of events."""

    def __init__(
        self,
        holes: Sequence[Place],
        runs: int,
        option: Sequence[str],
        unended: Sequence[Event],
        *,
        locked: bool,
        never_torn: bool,
    ) -> None:
        self._never_torn = never_torn
        self._holes = {(hole.event, hole.slot): hole for hole in holes}
        self._runs = runs
        self._option = option
        self._unended = unended
        self._locked = locked

    def series(self, series: Series) -> list[str]:
        """Give the shapes of parts that come one after the other."""
        parts = series.parts
        doubt = f"# {MARK}: all lines above came first in {self._runs} runs; does anything force it?\n"
        doubts = (doubt * (isinstance(one, Lanes) and isinstance(other, Lanes)) for one, other in pairwise(parts))
        return [said + self._shape(part) for said, part in zip(("", *doubts), parts, strict=False)]

    def _shape(self, part: Arranged) -> str:
        match part:
            case Series(_, label):
                return call("lane" if label else "in_order", self.series(part), label=label)
            case Lanes(lanes, whole):
                if self._never_torn and all(isinstance(lane, Event) and lane.is_of_main for lane in lanes):
                    return call("any_order", sorted(map(self._shape, lanes), key=_natural))
                shapes = map(self._shape, lanes)
                return (
                    call("any_order", shapes) if whole and self._locked else call("interleaved", shapes, *self._option)
                )
            case Event(choices=()):
                return self._line(part)
            case _:
                return self._choice(part)

    def _choice(self, event: Event) -> str:
        chains = [chain for chain in event.choices if chain]
        shapes = [call("in_order", map(self._shape, chain)) for chain in chains]
        counts = ", ".join(str(len(chain[0].spans)) for chain in chains)
        came = f"# {MARK}: came in {counts} of {self._runs} runs"
        return (
            f"{came} only; why?\n{call('optional', shapes)}"
            if () in event.choices
            else f"{came}; are these all?\n{call('one_of', shapes)}"
        )

    def _line(self, event: Event) -> str:
        lines = map(repr, self._templates(event))
        line = call("one_of", (f"unended({each})" if event in self._unended else each for each in lines))
        if event.form.frames is not None:
            return call("traceback", [line], *("..." if frame is ... else repr(frame) for frame in event.form.frames))
        if event.repeated:
            times = [len(event.items.get(run, ())) for run in range(self._runs)]
            doubt = f"# {MARK}: came {min(times)} to {max(times)} times; what are the bounds?\n"
            return doubt + call("repeated", [line], *["at_least=1"] * bool(min(times)))
        return line

    def _templates(self, event: Event) -> list[str]:
        """The line, once for each choice of what has fixed texts in it."""
        slots = event.form.slots
        chosen = [place.slot for place in _open(event) if (event, place.slot) not in self._holes]
        seen = {tuple(item.values[slot] for slot in chosen) for items in event.items.values() for item in items}
        choices = [slots[slot].choices for slot in chosen]
        combined = seen.union(product(*choices) if all(choices) else ())
        return [
            self._template(event, {**event.told, **dict(zip(chosen, each, strict=True))}) for each in sorted(combined)
        ]

    def _template(self, event: Event, texts: Mapping[int, str]) -> str:
        holes = {slot: f"{{{hole.name}:{hole.kind}}}" for (of, slot), hole in self._holes.items() if of is event}
        told = iter([escaped(texts[slot]) if slot in texts else holes[slot] for slot in range(len(event.form.slots))])
        return "".join(escaped(part) if isinstance(part, str) else next(told) for part in event.form.parts)


def _natural(text: str) -> list[str]:
    """What sorts texts by the numbers in them."""
    return [piece.zfill(9) for piece in re.split(r"(\d+)", text)]


def _file(snippet: str, arguments: Sequence[str], claimed: Sequence[str], runs: int) -> str:
    chapter, _, name = snippet.rpartition("/")
    body = "".join(f"{each},\n" for each in (repr(snippet), *arguments))
    contract = f"contract = Contract(\n{textwrap.indent(body, '    ')})\n"
    called = {
        node.func.id
        for node in ast.walk(ast.parse(contract))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    order = (
        f"# {MARK}: the order of the lines never varied in {runs} runs; what forces it?\n" if len(arguments) > 1 else ""
    )
    return (
        f'"""{MARK}: say in a sentence or two what every run shows, and why.\n\n'
        f'Run it: `pytest tests/snippets/{chapter}/test_{name}`\n"""\n\n'
        f"from interleave import {', '.join(sorted(called - {'range'}))}\n\n{order}{contract}"
        + "".join(f"\n\n{each}" for each in claimed)
    )
