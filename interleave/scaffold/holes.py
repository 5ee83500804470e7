"""What stands in a slot: its type, by the texts that were seen there, and which slots have one text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from interleave.contract import HOLE_TYPES
from interleave.scaffold.seen import Event, Seen
from interleave.scaffold.source import PROCESSES, THREADS, Slot

_NAME = 20  # characters that are added to a name
_BY_PATTERN = ("hex", "date", "clock", "natural", "int", "name", "path", "word")
_ADDRESS = 12  # digits of a number that only a thread or an address has
_WORDS = 4  # so many different words are choices and no hole
_SEEN_PER_CHOICE = 5  # runs; who saw fewer saw too little to say that these are all


@dataclass(eq=False)
class Place:
    """A slot of an event that has no fixed text; type and name are given by `name_all`."""

    event: Event
    slot: int
    kind: str = ""
    name: str = ""

    @property
    def texts(self) -> dict[int, list[str]]:
        """What stood there, by run."""
        return {run: [item.values[self.slot] for item in items] for run, items in self.event.items.items()}

    @property
    def all_texts(self) -> list[str]:
        """What stood there in all runs."""
        return [text for texts in self.texts.values() for text in texts]

    @property
    def is_identity(self) -> bool:
        """Whether equal texts are no accident."""
        return self.kind in {"pid", "child", "program", "thread", "hex", "path", "port"}


def fixed(slot: Slot, texts: Sequence[str]) -> tuple[str, ...]:
    """Give the texts that a slot may have, if these are all: none if it is a hole."""
    different = sorted({*texts, *slot.choices})
    if slot.choices:
        return tuple(different)
    if any(map(slot.varies, different)):
        return ()
    if len(different) == 1:
        return tuple(different)
    if any(map(HOLE_TYPES["float"].pattern.fullmatch, different)):
        return ()
    most = 2 if all(map(HOLE_TYPES["int"].pattern.fullmatch, different)) else _WORDS
    return tuple(different) if len(different) * _SEEN_PER_CHOICE <= len(texts) and len(different) <= most else ()


def typed(place: Place, runs: Sequence[Seen]) -> str:
    """Give the type of what stands in a place."""
    texts = place.all_texts
    if _all(r"[1-9]\d{1,14}", texts) and (kind := _id(place, runs)):
        return kind
    if _all(r"-?\d+\.\d+", texts):
        return _fraction(place, runs)
    for kind in _BY_PATTERN:
        if _all(HOLE_TYPES[kind].pattern.pattern, texts) and (kind != "path" or _all(".*/.*", texts)):
            return kind
    return "text" if all(texts) else "text?"


def _id(place: Place, runs: Sequence[Seen]) -> str:
    """The type of whole numbers that stand for something, "" if they count."""
    slot, texts = place.event.form.slots[place.slot], place.all_texts
    threads, processes = slot.calls & THREADS, slot.calls & PROCESSES
    if threads and "thread" in slot.name:
        return "thread"
    ids = [(int(text), runs[run].transcript) for run, texts in place.texts.items() for text in texts]
    known = all(number in run.pids for number, run in ids)
    if known and (processes or (not threads and len({*texts}) > 1)):
        own = {number == run.program for number, run in ids}
        return "pid" if len(own) > 1 else "program" if own == {True} else "child"
    if threads or min(map(len, texts)) >= _ADDRESS:
        return "thread"
    return "port" if slot.name == "port" or re.search(r"\.\d+:$|port\W*$", _around(place)[1], re.IGNORECASE) else ""


def _fraction(place: Place, runs: Sequence[Seen]) -> str:
    after, before = _around(place)
    texts = place.all_texts
    decimals = {len(text.partition(".")[2]) for text in texts}
    exact = f".{decimals.pop()}" if len(decimals) == 1 and max(decimals) < 10 else ""
    if after.startswith((" microseconds", " us", " µs")):
        return f"microseconds{exact}"
    name = place.event.form.slots[place.slot].name
    timed = (
        name in {"took", "elapsed", "seconds", "duration", "wall"}
        or re.match(r" ?s(ec|econds?)?\b", after)
        or re.search(r"(seconds?|time|took)\W*$", before, re.IGNORECASE)
    )
    lasted = all(
        float(item.values[place.slot]) <= runs[run].transcript.lines[item.line].at
        for run, items in place.event.items.items()
        for item in items
    )
    return f"{'seconds' if timed and lasted and not _all('-.*', texts) else 'float'}{exact}"


def _around(place: Place) -> tuple[str, str]:
    """The texts after a place and before it."""
    parts = place.event.form.parts
    at = [index for index, part in enumerate(parts) if isinstance(part, Slot)][place.slot]
    before, after = parts[at - 1] if at else "", parts[at + 1] if at + 1 < len(parts) else ""
    return (after if isinstance(after, str) else ""), (before if isinstance(before, str) else "")


def _all(pattern: str, texts: Iterable[str]) -> bool:
    return all(re.fullmatch(pattern, text) for text in texts)


def name_all(places: Sequence[Place], runs: Sequence[Seen]) -> None:
    """Give each place its type and its name: places that had the same text in every run have one name."""
    groups: list[list[Place]] = []
    for place in places:
        place.kind = typed(place, runs)
        groups.append([place])
        for group in groups[:-1]:
            if _same(group[0], place):
                groups.pop()
                group.append(place)
                break
    taken: set[str] = set()
    for group in groups:
        wanted = _wanted(group)
        alike = [each for each in groups if _wanted(each) == wanted]
        told = _told(group)
        name = wanted if len(alike) == 1 else f"{wanted}_{told}" if told and not told.isdecimal() else f"{wanted}{told}"
        name = next(each for each in (name, *(f"{name}_{n}" for n in range(2, 999))) if each not in taken)
        taken.add(name)
        for place in group:
            place.name = name


def _same(one: Place, other: Place) -> bool:
    both = one.texts.keys() & other.texts.keys()
    alike = (
        one.kind == other.kind not in {"clock", "date"}
        and bool(both)
        and all(one.texts[run] == other.texts[run] for run in both)
    )
    return alike and (one.is_identity or len({*one.all_texts}) > _WORDS)


def _wanted(group: Sequence[Place]) -> str:
    place = group[0]
    kind, name = place.kind.partition(".")[0].rstrip("?"), place.event.form.slots[place.slot].name
    if kind in {"program", "child", "pid"} and name in {"", "pid", "ppid"}:
        return {"pid": "process"}.get(kind, kind)
    name = "took" if kind == "seconds" and name in {"", "in"} else name or kind
    return name if name.isidentifier() else kind


def _told(group: Sequence[Place]) -> str:
    """What tells these places from others of the same name."""
    told = "_".join(group[0].event.told.values())
    return re.sub(r"\W+", "_", told).strip("_").lower()[:_NAME]
