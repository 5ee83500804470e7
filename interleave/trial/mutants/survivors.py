"""Why some mutants keep their contract: the file beside a contract that explains them.

It is TOML, a list of entries like this one. `sometimes = true` says that on some machines or Pythons they do not.

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
    from collections.abc import Iterator

    from interleave.book import Book

_BEGIN = re.compile(r"\s*\[\[\s*survivor\s*\]\]")
_PLACE = re.compile(r" \(at line (\d+), column \d+\)$")
_REMEDY = 'write [[survivor]] entries of mutants = ["drop join, line 17"], why = "..." and, if so, sometimes = true'


@dataclass(frozen=True, slots=True)
class Survivor:
    """Why a mutant keeps its contract. `line`, counted from 1, is where the file names the mutant."""

    why: str
    sometimes: bool
    line: int


def survivors(book: Book, snippet: str) -> dict[str, Survivor]:
    """Read the explained survivors of a snippet's contract, by the names of the mutants; none if there is no file.

    Raises Mistake for a file that cannot be meant.
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
    entries, begins = data.pop("survivor", None), list(_begins(text))
    if data or not isinstance(entries, list) or len(entries) != len(begins):
        what = f"has the unknown key {next(iter(data))}" if data else "explains no survivor"
        raise Mistake(where, 1, what, _REMEDY)
    found: dict[str, Survivor] = {}
    for entry, begin in zip(entries, begins, strict=True):
        if what := _wrong(entry):
            raise Mistake(where, begin, what, _REMEDY)
        for name in entry["mutants"]:
            line = next((number for number, line in _numbered(text) if number > begin and f'{name}"' in line), begin)
            if name in found:
                raise Mistake(where, line, f"{name!r} is explained in line {found[name].line}, too", "remove one")
            found[name] = Survivor(entry["why"], entry.get("sometimes", False), line)
    return found


def _numbered(text: str) -> Iterator[tuple[int, str]]:
    yield from enumerate(text.splitlines(), 1)


def _begins(text: str) -> Iterator[int]:
    """The lines at which entries begin."""
    yield from (number for number, line in _numbered(text) if _BEGIN.match(line))


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
