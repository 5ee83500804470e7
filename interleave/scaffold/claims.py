"""Claims that held in all runs that were seen: about what the shape of a contract does not say."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from interleave.mistake import MARK
from interleave.scaffold.holes import Place
from interleave.scaffold.seen import Event, all_alike
from interleave.scaffold.source import Slot

Places = Mapping[tuple[Event, int], Place]
_LONG = 80  # characters of a line that is quoted in a claim
_WORDS = 5  # of a line, that make the name of a claim
_IDS = {"child": ("进程", "processes"), "thread": ("线程", "threads")}


@dataclass(frozen=True)
class Claimed:
    """A claim as it stands in a contract's file, and the modules that it needs."""

    text: str
    imports: tuple[str, ...] = ()


def claims(found: Sequence[Event], places: Places) -> Iterator[Claimed]:
    """Give the claims that are proposed."""
    yield from _different(places)
    yield from _shared_out(found)
    yield from _compared(places)
    yield from _chosen(found, places)


def _claim(name: str, zh: str, en: str, body: str, mode: str = "always", promise: str = "program") -> str:
    """`mode` is that of a claim, or "sometimes" or "never" of an outcome with a plus behind."""
    rests = f", promise={promise!r}" if mode != "sometimes+" else ""
    head = f'outcome("{mode[:-1]}", ' if mode.endswith("+") else f"{mode}("
    return (
        f"# {MARK}: is it so, why, and by whose promise?\n@contract.{head}zh={zh!r}, en={en!r}{rests})\n"
        f"def {name}(run) -> bool:\n    return {body}\n"
    )


def _different(places: Places) -> Iterator[Claimed]:
    """Ids that were never the same in a run."""
    for kind, (zh, en) in _IDS.items():
        texts = {
            place.name: place.texts for place in places.values() if place.kind == kind and not place.event.repeated
        }
        apart = len(texts) > 1 and all(
            one[run] != other[run]
            for one, other in combinations(texts.values(), 2)
            for run in one.keys() & other.keys()
        )
        if apart and all_alike(Counter({(str(run),): 1 for run in each}) for each in texts.values()):
            ids = ", ".join(f"run[{name!r}]" for name in texts)
            body = f"len({{{ids}}}) == {len(texts)}"
            yield Claimed(_claim(f"different_{en}", f"它们是不同的{zh}", f"They are different {en}", body))


def _shared_out(found: Sequence[Event]) -> Iterator[Claimed]:
    """Texts of which each run has the same number, though it varies which line has which."""
    forms = defaultdict(list)
    for event in found:
        forms[event.form].append(event)
    for form, alike in forms.items():
        for slot in range(len(form.slots)):
            if len(alike) < 2 or any(slot in event.told or event.choices or event.repeated for event in alike):
                continue
            runs = {run for event in alike for run in event.items}
            rows = [[item.values[slot] for event in alike for item in event.items.get(run, ())] for run in runs]
            if len({*rows[0]}) > 1 and all_alike(Counter((text,) for text in row) for row in rows):
                yield Claimed(_shared(form.parts, slot, sorted(rows[0])), ("re",))


def _shared(parts: Sequence[str | Slot], slot: int, texts: list[str]) -> str:
    pattern, at = "", 0
    for part in parts:
        pattern += re.escape(part).replace("\\ ", " ") if isinstance(part, str) else "(.+?)" if at == slot else ".+?"
        at += isinstance(part, Slot)
    body = f"sorted(found[1] for text in run.texts if (found := re.fullmatch(r{pattern!r}, text))) == {texts!r}"
    name = next(part.name for index, part in enumerate(p for p in parts if isinstance(p, Slot)) if index == slot)
    counted = ", ".join(f"{text} × {count}" for text, count in Counter(texts).items())
    return _claim(f"shared_out_{name or slot}", f"每次都一样多：{counted}", f"In each run as many: {counted}", body)


def _compared(places: Places) -> Iterator[Claimed]:
    """What a number that varies may be, next to the only other in its line."""
    numbers = [place for place in places.values() if place.kind in {"int", "natural"} and not place.event.repeated]
    others = [text for place in numbers for text in place.event.told.values() if text.isdecimal()]
    if len(numbers) != 1 or len(others) != 1:
        return
    place, number = numbers[0], int(others[0])
    values = [int(text) for text in place.all_texts]
    for name, sign, zh, en, comes in (
        ("right", "==", "等于", "is", number in values),
        ("less", "<", "小于", "is less than", min(values) < number),
        ("more", ">", "大于", "is more than", max(values) > number),
    ):
        said = f"{place.name} {zh} {number}", f"{place.name} {en} {number}"
        mode = "sometimes+" if comes else "never+"
        yield Claimed(_claim(name, *said, f'run["{place.name}"] {sign} {number}', mode))


def _chosen(found: Sequence[Event], places: Places) -> Iterator[Claimed]:
    """Which line comes, where one line has a few choices and no other line has."""
    lines: dict[str, set[str]] = {}
    for event in found:
        chains = [chain for chain in event.choices if chain]
        alone = [event] if event.items and not event.repeated else []
        for each in [chain[0] for chain in chains] or alone:
            if not any((each, slot) in places for slot in range(len(each.form.slots))):
                texts = {each.form.with_texts(item.values) for items in each.items.values() for item in items}
                lines.setdefault(str(id(event)), set()).update(texts)
    open_lines = [texts for texts in lines.values() if len(texts) > 1]
    others = [text for texts in lines.values() if len(texts) == 1 for text in texts]
    if len(open_lines) == 1 and open_lines[0].isdisjoint(others):
        for number, text in enumerate(sorted(open_lines[0]), 1):
            name = "_".join(["prints", *re.findall(r"[a-z0-9_]+", text.lower())[-_WORDS:], str(number)])
            if text.isprintable() and len(text) < _LONG:
                yield Claimed(
                    _claim(name, f"打印“{text}”", f"It prints: {text}", f"{text!r} in run.texts", "sometimes+")
                )
