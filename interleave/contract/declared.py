"""Declared outcomes: what runs may come to, as the author thought of it beforehand.

Each run comes to exactly one of them. Claims say what is true of runs; outcomes divide them, so that they can be
tallied.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import get_args

from interleave.contract.claim import Asked, Mismatch, Mode, answer, source
from interleave.contract.explain import whole
from interleave.contract.outcome import Circumstances, Outcome

Expected = Mode | Callable[[Circumstances], Mode]
MODES: tuple[str, ...] = get_args(Mode)


@dataclass(frozen=True)
class Declared:
    """An outcome: whether it is expected, what it means in both languages, and which runs come to it."""

    name: str
    expected: Expected
    zh: str
    en: str
    asked: Asked

    def expected_under(self, under: Circumstances) -> Mode:
        """Whether every run comes to it under these circumstances, some do, or none. Raises Mismatch."""
        if isinstance(self.expected, str):
            return self.expected
        try:
            mode = self.expected(under)
        except Exception as error:
            raise Mismatch(f"whether outcome {self.name} is expected: {type(error).__name__}: {error}") from error
        if mode not in MODES:
            raise Mismatch(f"whether outcome {self.name} is expected: {mode!r} is none of {', '.join(MODES)}")
        return mode


def came_to(outcomes: Sequence[Declared], run: Outcome) -> Declared:
    """Give the one outcome that a run came to.

    Raises Mismatch, with all that the run printed, when nobody declared it, when it is declared never to come or
    another one always, and when two are declared for it.
    """
    found = [each for each in outcomes if answer(f"outcome {each.name}", each.asked, run)]
    why = ""
    if not found:
        why = f"nobody declared what this run came to; it is none of {', '.join(each.name for each in outcomes)}"
    elif len(found) > 1:
        why = f"this run came to {' and '.join(each.name for each in found)}; let it be one of them"
    else:
        under = run.circumstances
        sure = [each for each in outcomes if each is not found[0] and each.expected_under(under) == "always"]
        if found[0].expected_under(under) == "never":
            why = f"this run came to {found[0].name} (never: {found[0].en})"
        elif sure:
            why = f"this run came to {found[0].name} and not to {sure[0].name} (every run: {sure[0].en})"
    if why:
        raise Mismatch("\n".join([why, *whole(run.transcript)]))
    return found[0]


def fingerprint_of(outcomes: Sequence[Declared]) -> str:
    """Give a hash that changes when anything changes that they say."""
    told = [
        [
            each.name,
            each.zh,
            each.en,
            source(each.asked),
            *([] if isinstance(each.expected, str) else [source(each.expected)]),
        ]
        for each in outcomes
    ]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode(errors="surrogatepass")).hexdigest()
