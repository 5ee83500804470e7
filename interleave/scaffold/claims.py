"""Claims that held in all runs that were seen: about what the shape of a contract does not say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from interleave.mistake import MARK
from interleave.scaffold.holes import Place
from interleave.scaffold.seen import Event, all_alike
from interleave.scaffold.source import Form

_IDS = {"child": ("进程", "processes"), "thread": ("线程", "threads")}


def claims(found: Sequence[Event], places: Iterable[Place]) -> Iterator[str]:
    """Give the claims that are proposed, as they stand in a contract's file."""
    yield from _different(found, places)
    yield from _shared_out(found)


def _claim(name: str, zh: str, en: str, body: str) -> str:
    return (
        f"# {MARK}: is it so, why, and by whose promise?\n"
        f"@contract.always(zh={zh!r}, en={en!r}, promise='program')\n"
        f"def {name}(run) -> bool:\n    return {body}\n"
    )


def _different(found: Sequence[Event], places: Iterable[Place]) -> Iterator[str]:
    """Ids that were never the same in a run."""
    for kind, (zh, en) in _IDS.items():
        texts = {
            place.name: place.texts
            for place in places
            if place.kind == kind and place.event in found and not place.event.repeated
        }
        apart = all(
            one.keys() == other.keys() and all(one[run] != other[run] for run in one)
            for one, other in combinations(texts.values(), 2)
        )
        if apart and len(texts) > 1:
            ids = ", ".join(f"run[{name!r}]" for name in texts)
            yield _claim(
                f"different_{en}", f"它们是不同的{zh}", f"They are different {en}", f"len({{{ids}}}) == {len(texts)}"
            )


def _shared_out(found: Sequence[Event]) -> Iterator[str]:
    """Texts of which each run has the same number, though it varies which line has which."""
    for form in dict.fromkeys(event.form for event in found):
        alike = [event for event in found if event.form == form]
        for slot in range(len(form.slots)):
            if len(alike) < 2 or any(slot in event.told or event.choices or event.repeated for event in alike):
                continue
            runs = {run for event in alike for run in event.items}
            rows = [[item.values[slot] for event in alike for item in event.items.get(run, ())] for run in runs]
            if len({*rows[0]}) > 1 and all_alike(map(Counter, rows)):
                yield _shared(form, slot, sorted(rows[0]))


def _shared(form: Form, slot: int, texts: list[str]) -> str:
    name = form.slots[slot].name or slot
    counted = ", ".join(f"{text} × {count}" for text, count in Counter(texts).items())
    found = f"found[{slot + 1}] for text in run.texts if (found := re.fullmatch({form.pattern.pattern!r}, text))"
    return _claim(
        f"shared_out_{name}",
        f"每次都一样多：{counted}",
        f"In each run as many: {counted}",
        f"sorted({found}) == {texts!r}",
    )
