"""Runs that were seen, taken apart: the lines of each by form, and what each stands for in all runs."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import EllipsisType
from typing import NamedTuple

from interleave.circumstance import Circumstance
from interleave.contract.tracebacks import Frame
from interleave.scaffold.source import MAIN, PROCESSES, THREADS, Form, Slot, Source, joined, word_before
from interleave.transcript import Transcript

_TOKEN = re.compile(
    r"(0x[0-9a-fA-F]+|\d{4}-\d\d-\d\d(?!\d)|\d\d:\d\d:\d\d(?:[.,]\d+)?|(?<![\w.])-?\d+\.\d+|(?<![\w.])-?\d+|\d+"
    r"|(?<![\w/])/[^\s\"'<>|,]+(?=/))"
)
"""What varies in a line whose form the source does not tell: numbers, times, addresses and paths."""
_FRAME = re.compile(r'  File "(?P<path>[^"]*)", line (?P<line>\d+), in (?P<function>.+)')
_FEW = 2  # more or fewer lines of a form; beyond that it is repeated
_PAUSE = 0.03  # seconds
_TRACEBACK = "Traceback (most recent call last):"


class Seen(NamedTuple):
    """A run that was seen, and in what circumstance."""

    transcript: Transcript
    circumstance: Circumstance


class Item(NamedTuple):
    """A line of a run, or a traceback: its form, the texts in its slots, and its last line, counted from 0.

    `at` is when it was printed, None where that is not known, `whose` is whose id it has: "program" or "child".
    """

    form: Form
    values: tuple[str, ...]
    line: int
    at: float | None = None
    whose: str = ""


@dataclass(eq=False)
class Event:
    """A line that runs print once, or again and again (`repeated`): its form, and the texts that tell it from others.

    `items` has what each run printed of it, `spans` its first and last place there, both by the number of the run.
    `choices` are the chains of events of which each run prints one; an empty chain is nothing.
    """

    form: Form
    told: Mapping[int, str]
    items: dict[int, list[Item]] = field(default_factory=dict)
    spans: dict[int, tuple[int, int]] = field(default_factory=dict)
    repeated: bool = False
    choices: tuple[tuple[Event, ...], ...] = ()

    @property
    def function(self) -> str:
        """Where it is printed, "" if that is not known."""
        return self.form.function

    @property
    def is_of_main(self) -> bool:
        """Whether the main thread prints it."""
        return self.function == MAIN and "child" not in self.whose

    @property
    def whose(self) -> set[str]:
        """Whose process ids it has."""
        return {item.whose for items in self.items.values() for item in items}

    @property
    def place(self) -> float:
        """Where it comes, on the average."""
        return sum(first for first, _ in self.spans.values()) / len(self.spans)

    def before(self, other: Event) -> bool:
        """Whether it comes first in every run that has both. Of lines that tell only which child prints, none does."""
        is_of_child = "child" in self.whose & other.whose or any(slot.calls & THREADS for slot in self.form.slots)
        if is_of_child and (self.form, self.told) == (other.form, other.told):
            return False
        both = self.spans.keys() & other.spans.keys()
        return all(self.spans[run][1] < other.spans[run][0] for run in both) if both else self.place < other.place

    def waits_for(self, other: Event) -> bool:
        """Whether nothing but a pause came between them, as long as one that a program makes, in all calm runs."""
        times = [(self.items[run][-1].at, other.items[run][0].at) for run in self.items.keys() & other.items.keys()]
        pauses = [end - start for start, end in times if start is not None and end is not None]
        return min(pauses, default=0.0) > _PAUSE and self.touches(other)

    def touches(self, other: Event) -> bool:
        """Whether nothing ever came between this line and the other."""
        both = self.spans.keys() & other.spans.keys()
        return all(self.spans[run][1] + 1 == other.spans[run][0] for run in both)


def items(seen: Seen, source: Source, programs: Sequence[str]) -> list[Item]:
    """Take a run apart. `programs` are the names of the files whose frames of a traceback matter."""
    made: list[Item] = []
    lines = [line.text for line in seen.transcript.lines]
    is_timed = seen.circumstance.usual and not seen.circumstance.shaken
    at = 0
    while at < len(lines):
        frames = None
        if lines[at] == _TRACEBACK and (end := _end(lines, at)):
            frames = _frames(lines[at:end], programs)
            at = end
        form, values = _opened(*(source.fit(lines[at]) or _skeleton(lines[at])))
        form = form if frames is None else Form(form.parts, form.function, frames)
        printed = (value for slot, value in zip(form.slots, values, strict=True) if slot.calls & PROCESSES)
        ids = {int(value) for value in printed if value.isdecimal()} & seen.transcript.pids
        whose = "program" if seen.transcript.program in ids else "child" * bool(ids)
        made.append(Item(form, values, at, seen.transcript.lines[at].at if is_timed else None, whose))
        at += 1
    return made


def _frames(lines: Sequence[str], programs: Sequence[str]) -> tuple[Frame | EllipsisType, ...]:
    """The programs' own frames of a traceback, and `...` where others come after them."""
    own: list[Frame] = []
    is_own = False
    for line, following in itertools.pairwise([*lines, ""]):
        if found := _FRAME.fullmatch(line):
            frame = found["path"].rpartition("/")[2], int(found["line"]), found["function"]
            if is_own := frame[0] in programs:
                own.append((*frame, following[4:]) if following.startswith("    ") else frame)
    return (*own, ...) if own and not is_own else tuple(own)


def _end(lines: Sequence[str], start: int) -> int:
    """The number of a traceback's last line, 0 if it has none."""
    return next((at for at in range(start + 1, len(lines)) if not lines[at].startswith("  ")), 0)


def _skeleton(line: str) -> tuple[Form, tuple[str, ...]]:
    """The form of a line that the source does not tell, and the texts of its slots."""
    pieces = _TOKEN.split(line)
    slots = [Slot(word_before(before)) for before in pieces[:-1:2]]
    return Form(joined(pieces[::2], slots)), tuple(pieces[1::2])


def _opened(form: Form, values: tuple[str, ...]) -> tuple[Form, tuple[str, ...]]:
    """Take values apart that hold others, like lists."""
    parts: list[str | Slot] = []
    texts: list[str] = []
    each = iter(values)
    for part in form.parts:
        value = next(each) if isinstance(part, Slot) else ""
        inside, its = _skeleton(value) if value.startswith(("[", "(", "{")) else (Form((part,)), [value] * bool(value))
        parts += inside.parts
        texts += its
    return replace(form, parts=tuple(parts)), tuple(texts)


def events(runs: Sequence[Sequence[Item]]) -> list[Event]:
    """Give the lines that the runs print, in the order in which they come on the average."""
    forms: dict[Form, list[list[tuple[int, Item]]]] = defaultdict(lambda: [[] for _ in runs])
    for number, run in enumerate(runs):
        for place, item in enumerate(run):
            forms[item.form][number].append((place, item))
    made: dict[object, Event] = {}
    for form, rows in forms.items():
        telling = _telling(form, [[item.values for _, item in row] for row in rows if row])
        counts = [len(row) for row in rows]
        repeated = max(counts) - min(counts) > _FEW
        for number, row in enumerate(rows):
            met: Counter[object] = Counter()
            for place, item in row:
                told = {} if repeated else {slot: item.values[slot] for slot in telling}
                key = (form, *told.items())
                met[key] += not repeated
                event = made.setdefault((key, met[key]), Event(form, told, repeated=repeated))
                event.items.setdefault(number, []).append(item)
                event.spans[number] = event.spans.get(number, (place, place))[0], place
    return _chosen(sorted(made.values(), key=lambda event: event.place), len(runs))


def _chosen(events: Sequence[Event], runs: int) -> list[Event]:
    """Put together what some runs print in place of what others do; what has no other is one of two: it, or nothing."""
    made = [event for event in events if len(event.spans) == runs]
    chains = _chains([event for event in events if len(event.spans) < runs])
    while chains:
        choices = chains[:1]
        for chain in chains[1:]:
            if all(chain[0].spans.keys().isdisjoint(other[0].spans) for other in choices):
                choices.append(chain)
        if sum(len(chain[0].spans) for chain in choices) < runs:
            choices = [chains[0], ()]
        chains = [chain for chain in chains if chain not in choices]
        made.append(_choice(choices))
    return sorted(made, key=lambda event: event.place)


def _chains(events: Sequence[Event]) -> list[tuple[Event, ...]]:
    """Put together what the same runs print, one right after the other."""
    chains: list[tuple[Event, ...]] = []
    for event in events:
        before = next((chain for chain in reversed(chains) if _follows(chain[-1], event)), ())
        chains = [*(chain for chain in chains if chain != before), (*before, event)]
    return chains


def _follows(one: Event, other: Event) -> bool:
    """Whether the same runs print both, the other right after the one."""
    return one.spans.keys() == other.spans.keys() and one.touches(other)


def _choice(choices: Sequence[tuple[Event, ...]]) -> Event:
    spans = {
        run: (chain[0].spans[run][0], chain[-1].spans[run][1]) for chain in choices if chain for run in chain[0].spans
    }
    first = choices[0][0]
    return Event(first.form, first.told, spans=spans, choices=tuple(choices))


def _telling(form: Form, rows: list[list[tuple[str, ...]]]) -> tuple[int, ...]:
    """The slots whose texts tell the lines of a form apart: together they are the same in every run."""
    slots = [
        slot
        for slot, each in enumerate(form.slots)
        if not each.choices and not any(each.varies(row[0][slot]) for row in rows)
    ]
    slots.sort(key=lambda slot: -len({values[slot] for row in rows for values in row}))
    chosen: tuple[int, ...] = ()
    for slot in slots:
        tried = (*chosen, slot)
        counts = [Counter(tuple(values[each] for each in tried) for values in row) for row in rows]
        if all(count == counts[0] for count in counts):
            chosen = tried
    return tuple(sorted(chosen))
