"""What stands in a slot: its type, by the texts that were seen there, and which slots have one text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, count

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
    def source(self) -> Slot:
        """The slot as the source has it."""
        return self.event.form.slots[self.slot]

    @property
    def is_fixed(self) -> bool:
        """Whether the texts that were seen, and those that the source has, are all that it may have."""
        texts = self.all_texts
        different = {*texts, *self.source.choices}
        if any(map(self.source.varies, different)):
            return False
        if self.source.choices or len(different) == 1:
            return True
        most = 2 if _all("int", different) else 0 if _all("float", different) else _WORDS
        return len(different) <= min(most, len(texts) / _SEEN_PER_CHOICE)


def name_all(places: Iterable[Place], runs: Sequence[Seen]) -> None:
    """Give each place its type and its name: places that had the same text in every run have one name."""
    groups: list[list[Place]] = []
    for place in places:
        place.kind = _typed(place, runs)
        group = next((group for group in groups if _same(group[0], place)), None)
        groups.append([place]) if group is None else group.append(place)
    wanted = Counter(_wanted(group[0]) for group in groups)
    taken: set[str] = set()
    for group in groups:
        name = _wanted(group[0])
        name = name if wanted[name] == 1 else f"{name}_{_told(group[0])}".rstrip("_")
        name = next(each for each in chain([name], (f"{name}_{n}" for n in count(2))) if each not in taken)
        taken.add(name)
        for place in group:
            place.name = name


def _told(place: Place) -> str:
    """What tells a place from others of the same name: the nearest text before it, else the first one after it."""
    told = sorted(place.event.told.items())
    before = [text for slot, text in told if slot < place.slot]
    text = before[-1] if before else told[0][1] if told else ""
    return re.sub(r"\W+", "_", text).strip("_").lower()[:_NAME]


def _typed(place: Place, runs: Sequence[Seen]) -> str:
    texts = place.all_texts
    if all(re.fullmatch(r"-?\d+\.\d+", text) for text in texts):
        return _fraction(place, runs)
    if _all("thread", texts) and (kind := _id(place, runs)):
        return kind
    if all("/" in text for text in texts) and _all("path", texts):
        return "path"
    return next(
        (kind for kind in _BY_PATTERN if kind != "path" and _all(kind, texts)), "text" if all(texts) else "text?"
    )


def _id(place: Place, runs: Sequence[Seen]) -> str:
    """The type of whole numbers that stand for something, "" if they count."""
    calls, texts = place.source.calls, place.all_texts
    ids = [(int(text), runs[run].transcript) for run, texts in place.texts.items() for text in texts]
    if calls & THREADS or min(map(len, texts)) >= _ADDRESS:
        return "thread"
    if all(number in run.pids for number, run in ids) and (calls & PROCESSES or len({*texts}) > 1):
        own = {number == run.program for number, run in ids}
        return "pid" if len(own) > 1 else "program" if own == {True} else "child"
    before, _ = _around(place)
    return "port" if place.source.name == "port" or re.search(r"\.\d+:$|port\W*$", before, re.IGNORECASE) else ""


def _fraction(place: Place, runs: Sequence[Seen]) -> str:
    """The type of numbers with a point: seconds, if that is said of them and the runs lasted as long."""
    texts = place.all_texts
    before, after = _around(place)
    decimals = {len(text.partition(".")[2]) for text in texts}
    exact = f".{decimals.pop()}" if len(decimals) == 1 and max(decimals) < 10 else ""
    if re.match(r" ?(microseconds|us|µs)\b", after):
        return f"microseconds{exact}"
    said = re.match(r" ?s(ec|econds?)?\b", after) or re.search(
        r"(seconds?|time|took|elapsed|duration|wall)\W*$", f"{before} {place.source.name}", re.IGNORECASE
    )
    lasted = all(
        0 <= float(item.values[place.slot]) <= runs[run].transcript.lines[item.line].at
        for run, items in place.event.items.items()
        for item in items
    )
    return f"{'seconds' if said and lasted else 'float'}{exact}"


def _around(place: Place) -> tuple[str, str]:
    """The texts before a place and after it."""
    parts = ("", *place.event.form.parts, "")
    at = [index for index, part in enumerate(parts) if isinstance(part, Slot)][place.slot]
    before, after = parts[at - 1], parts[at + 1]
    return before if isinstance(before, str) else "", after if isinstance(after, str) else ""


def _all(kind: str, texts: Iterable[str]) -> bool:
    return all(map(HOLE_TYPES[kind].pattern.fullmatch, texts))


def _same(one: Place, other: Place) -> bool:
    """Whether they had the same text in every run, and not by accident."""
    both = one.texts.keys() & other.texts.keys()
    if one.kind != other.kind or one.kind in {"clock", "date"} or not both:
        return False
    is_identity = one.kind in {"pid", "child", "program", "thread", "hex", "path", "port"}
    return all(one.texts[run] == other.texts[run] for run in both) and (is_identity or len({*one.all_texts}) > _WORDS)


def _wanted(place: Place) -> str:
    kind, name = place.kind.partition(".")[0].rstrip("?"), place.source.name
    if kind in {"program", "child", "pid"} and name in {"", "pid", "ppid"}:
        return {"pid": "process"}.get(kind, kind)
    name = "took" if kind == "seconds" and name in {"", "in"} else name
    return name if name.isidentifier() else kind
