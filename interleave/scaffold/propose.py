"""Proposes a contract from runs that were seen and from the program's source. Pure.

It says what held in all runs, as strongly as that can be said: what always came in one order is in order, what varied
is a hole of the narrowest type, or one of a few choices. What it cannot know is marked for the author.
"""

from __future__ import annotations

import math
import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise, product

from interleave.mistake import MARK
from interleave.scaffold.claims import Claimed, claims
from interleave.scaffold.holes import Place, fixed, name_all
from interleave.scaffold.order import Arranged, Lanes, Series, arranged
from interleave.scaffold.seen import Event, Seen, events, items
from interleave.scaffold.source import Source
from interleave.scaffold.writing import Call, Line, Node, called, escaped, written

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
    kept = _typical(seen)
    usual = min(map(_empty, kept))
    torn = [each for each in kept if source.forms and _empty(each) > usual]
    kept = [each for each in kept if each not in torn]
    programs = [name.rpartition("/")[2] for name in sources]
    taken = [items(each.transcript, source, programs) for each in kept]
    found = events(taken)
    places = {(place.event, place.slot): place for place in _places(found)}
    name_all(list(places.values()), kept)
    shaping = _Shaping(
        source,
        places,
        len(kept),
        any(each.circumstance.buffered and not each.circumstance.free_threaded for each in torn),
    )
    parts = shaping.nodes(arranged(found).parts)
    if not all(each.transcript.whole for each in kept):
        parts[-1] = Call("unended", (parts[-1],))
    options = _options(list(sources)[1:], seen, kept)
    return _file(snippet, parts, options, list(claims(found, places)), len(seen))


def _typical(seen: Sequence[Seen]) -> list[Seen]:
    """The runs that ended as most did; if none did, those that came furthest."""
    if ended := [each for each in seen if not each.transcript.hangs]:
        (exit, _), *_ = Counter(each.transcript.exit for each in ended).most_common(1)
        return [each for each in ended if each.transcript.exit == exit]
    most = max(len(each.transcript.lines) for each in seen)
    return [each for each in seen if len(each.transcript.lines) == most]


def _empty(seen: Seen) -> int:
    """How many empty lines a run has. Where a line came apart, there is one more than otherwise."""
    return sum(not line.text for line in seen.transcript.lines)


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


def _places(found: Sequence[Event]) -> Iterator[Place]:
    """The slots that are holes."""
    for event in found:
        for chain in event.choices:
            yield from _places(chain)
        for slot in _open(event):
            if not fixed(event.form.slots[slot], [item.values[slot] for each in event.items.values() for item in each]):
                yield Place(event, slot)


def _open(event: Event) -> list[int]:
    return [slot for slot in range(len(event.form.slots)) if slot not in event.told] if event.items else []


class _Shaping:
    """Makes the contract's shape of events."""

    def __init__(self, source: Source, places: Mapping[tuple[Event, int], Place], runs: int, torn: bool) -> None:
        # Where lines come apart in spite of a buffer, the program has none.
        self._open = ("torn=True",) if torn else ("threads=True",) if source.uses(*_THREADS) else ()
        self._locked = source.uses(*_LOCKS)
        self._places = places
        self._runs = runs

    def nodes(self, parts: Sequence[Arranged]) -> list[Node]:
        """Give the shapes of parts that come one after the other."""
        made = [self.node(part) for part in parts]
        for at, (one, other) in enumerate(pairwise(parts), 1):
            if isinstance(one, Lanes) and isinstance(other, Lanes):
                doubt = f"{MARK}: all lines above came first in {self._runs} runs; does anything force it?"
                made[at] = replace(made[at], doubt=doubt)
        return made

    def node(self, part: Arranged) -> Node:
        """Give the shape of a part."""
        match part:
            case Series(parts, label):
                inside = tuple(map(self.node, parts))
                return Call("lane", inside, label) if label else Call("in_order", inside)
            case Lanes(lanes, whole):
                inside = tuple(map(self.node, lanes))
                if whole and self._locked:
                    return Call(
                        "any_order",
                        tuple(
                            Call("in_order", each.parts) if isinstance(each, Call) and each.label else each
                            for each in inside
                        ),
                    )
                return Call("interleaved", inside, options=self._open)
            case _:
                return self._of_event(part)

    def _of_event(self, event: Event) -> Node:
        if event.choices:
            counts = ", ".join(f"{len(chain[0].spans)}" for chain in event.choices if chain)
            chains = [_joined([self._of_event(each) for each in chain]) for chain in event.choices if chain]
            if () in event.choices:
                chain = chains[0]
                inside = chain.parts if isinstance(chain, Call) and chain.name == "in_order" else (chain,)
                return Call("optional", inside, doubt=f"{MARK}: came in {counts} of {self._runs} runs only; why?")
            chains = [
                each
                for chain in chains
                for each in (chain.parts if isinstance(chain, Call) and chain.name == "one_of" else [chain])
            ]
            return Call("one_of", tuple(chains), doubt=f"{MARK}: came in {counts} of {self._runs} runs; are these all?")
        templates = list(self._templates(event))
        if event.form.frames is not None:
            frames = tuple(repr(frame) for frame in event.form.frames)
            return Call("traceback", (_one_of([Line(each) for each in templates]),), options=frames)
        line = _one_of([Line(each) for each in templates])
        if event.repeated:
            times = [len(event.items.get(run, ())) for run in range(self._runs)]
            doubt = f"{MARK}: came {min(times)} to {max(times)} times; what are the bounds?"
            return Call("repeated", (line,), options=("at_least=1",) if min(times) else (), doubt=doubt)
        return line

    def _templates(self, event: Event) -> Iterator[str]:
        """The line, once for each choice of what has fixed texts in it."""
        slots = event.form.slots
        chosen = [slot for slot in _open(event) if (event, slot) not in self._places]
        seen = [tuple(item.values[slot] for slot in chosen) for each in event.items.values() for item in each]
        combined = {
            *seen,
            *(
                product(*(slots[slot].choices for slot in chosen))
                if all(slots[slot].choices for slot in chosen)
                else ()
            ),
        }
        for choice in sorted(combined):
            texts = {**event.told, **dict(zip(chosen, choice, strict=True))}
            yield _template(event, texts, self._places)


def _template(event: Event, texts: Mapping[int, str], places: Mapping[tuple[Event, int], Place]) -> str:
    told = []
    for slot in range(len(event.form.slots)):
        place = places.get((event, slot))
        told.append(escaped(texts[slot]) if slot in texts else f"{{{place.name}:{place.kind}}}" if place else "")
    texts_of = iter(told)
    return "".join(escaped(part) if isinstance(part, str) else next(texts_of) for part in event.form.parts)


def _one_of(lines: Sequence[Node]) -> Node:
    return lines[0] if len(lines) == 1 else Call("one_of", tuple(lines))


def _joined(nodes: Sequence[Node]) -> Node:
    return nodes[0] if len(nodes) == 1 else Call("in_order", tuple(nodes))


def _file(snippet: str, parts: Sequence[Node], options: Sequence[str], claimed: Sequence[Claimed], runs: int) -> str:
    chapter, _, file = snippet.rpartition("/")
    names = sorted({"Contract", *called(parts)})
    imports = "".join(f"import {name}\n" for name in sorted({name for each in claimed for name in each.imports}))
    order = f"# {MARK}: the order of the lines never varied in {runs} runs; what forces it?\n" if len(parts) > 1 else ""
    said = "".join(f"{each},\n" for each in options)
    body = textwrap.indent(f"{snippet!r},\n{written(parts)}{said}", "    ")
    return (
        f'"""{MARK}: say in a sentence or two what every run shows, and why.\n\n'
        f'Run it: `pytest tests/snippets/{chapter}/test_{file}`\n"""\n\n'
        f"{imports}\nfrom interleave import {', '.join(names)}\n\n"
        f"{order}contract = Contract(\n{body})\n" + "".join(f"\n\n{each.text}" for each in claimed)
    )
