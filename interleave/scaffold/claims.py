"""Claims that held in all runs that were seen: about what the shape of a contract does not say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from interleave.mistake import MARK
from interleave.scaffold.holes import Place
from interleave.scaffold.seen import Event

_IDS = {"child": ("进程", "processes"), "thread": ("线程", "threads")}


def claims(found: Sequence[Event], places: Sequence[Place]) -> Iterator[str]:
    """Give the claims that are proposed, as they stand in a contract's file: that ids were never the same in a run."""
    for kind, (zh, en) in _IDS.items():
        here = [place for place in places if place.kind == kind and place.event in found and not place.event.repeated]
        texts = {place.name: place.texts for place in here}
        pairs = combinations(texts.values(), 2)
        if len(texts) > 1 and all(
            one.keys() == other.keys() and all(one[run] != other[run] for run in one) for one, other in pairs
        ):
            ids = ", ".join(f"run[{name!r}]" for name in texts)
            yield (
                f"# {MARK}: is it so, why, and by whose promise?\n"
                f"@contract.always(zh='它们是不同的{zh}', en='They are different {en}', promise='program')\n"
                f"def different_{en}(run) -> bool:\n    return len({{{ids}}}) == {len(texts)}\n"
            )
