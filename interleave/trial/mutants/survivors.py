"""The survivors file beside a contract, in TOML: why some mutants of its programs do not break it.

It is a list of entries like this one. `sometimes = true` means that some runs kill these mutants.

    [[survivor]]
    mutants = ["drop flush, line 8", "drop flush, line 12"]
    why = "the worker's end flushes, too"
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from interleave.mistake import Mistake

if TYPE_CHECKING:
    from interleave.book import Book

_BEGIN = re.compile(r"\s*\[\[\s*survivor\s*\]\]")
_PLACE = re.compile(r" \(at line (\d+), column \d+\)$")
_REMEDY = 'write [[survivor]] entries of mutants = ["drop join, line 17"], why = "..." and, if so, sometimes = true'


@dataclass(frozen=True, slots=True)
class Survivor:
    """Why a mutant does not break its contract. `line` (from 1) of the file names the mutant."""

    why: str
    sometimes: bool
    line: int


def survivors(book: Book, snippet: str) -> dict[str, Survivor]:
    """Read the survivors file of a snippet, by the names of the mutants; empty if there is no file.

    Raises Mistake for a file in another form.
    """
    file = book.survivors_file(snippet)
    if not file.exists():
        return {}
    where, text = book.shown(file), file.read_text("utf-8")
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = _PLACE.search(str(error))
        line = int(place[1]) if place else text.count("\n") + 1  # the end of the file
        raise Mistake(where, line, f"is no TOML: {_PLACE.sub('', str(error))}", "mend it") from None
    lines = list(enumerate(text.splitlines(), 1))
    begins = [number for number, line in lines if _BEGIN.match(line)]
    entries = data.pop("survivor", None)
    if data or not isinstance(entries, list) or len(entries) != len(begins):
        what = f"has the unknown key {next(iter(data))}" if data else "explains no survivor"
        raise Mistake(where, 1, what, _REMEDY)
    found: dict[str, Survivor] = {}
    for entry, begin in zip(entries, begins, strict=True):
        if what := _wrong(entry):
            raise Mistake(where, begin, what, _REMEDY)
        for name in entry["mutants"]:
            line = next((number for number, line in lines if number > begin and f'{name}"' in line), begin)
            if name in found:
                raise Mistake(where, line, f"{name!r} is explained in line {found[name].line}, too", "remove one")
            found[name] = Survivor(entry["why"], entry.get("sometimes", False), line)
    return found


def _wrong(entry: dict[str, Any]) -> str:
    """Say what is wrong with an entry; empty if nothing is."""
    mutants, why, sometimes = entry.get("mutants"), entry.get("why"), entry.get("sometimes", False)
    if unknown := entry.keys() - {"mutants", "why", "sometimes"}:
        return f"has the unknown key {min(unknown)}"
    if not mutants or not isinstance(mutants, list) or not all(isinstance(name, str) for name in mutants):
        return "mutants is no list of names"
    if not isinstance(why, str) or not why.strip() or "\n" in why:
        return "why is no reason in one line"
    if not isinstance(sometimes, bool):
        return "sometimes is neither true nor false"
    return ""
