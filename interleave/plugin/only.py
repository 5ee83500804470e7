"""The contracts that `--only` names, however an author writes them."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

import pytest

from interleave.mistake import Mistake, Waits

if TYPE_CHECKING:
    from pathlib import Path

    from interleave.book import Book

WAITING = "waiting"


def contract_files(book: Book, only: str) -> list[Path]:
    """Give the contract files of programs and chapters: `thread/race`, `snippets/thread/race.py`, `thread process`.

    Nothing named is all of them; `waiting` are those whose tally waits for its runs. Raises UsageError, with near
    matches, for a name of none.
    """
    by_name = {f"{file.parent.name}/{file.stem.removeprefix('test_')}": file for file in book.contract_files()}
    if only == WAITING:
        return [file for file in by_name.values() if _waits(book, file)]
    found: dict[Path, None] = {}
    for word in only.replace(",", " ").split():
        name = _name(word)
        of_it = (
            [by_name[name]] if name in by_name else [by_name[each] for each in by_name if each.startswith(f"{name}/")]
        )
        if not of_it:
            raise pytest.UsageError(f"ONLY={word}: {_why_none(book, name, list(by_name))}")
        found.update(dict.fromkeys(of_it))
    return list(found) or list(by_name.values())


def _waits(book: Book, file: Path) -> bool:
    try:
        return isinstance(book.stale_tally(book.contract_in(file)), Waits)
    except Mistake:
        return False


def _name(word: str) -> str:
    """`thread/race` of each way to write it."""
    name = word.partition("::")[0].rpartition("snippets/")[2].strip("/").removesuffix(".py")
    chapter, slash, program = name.rpartition("/")
    return f"{chapter}{slash}{program.removeprefix('test_')}"


def _why_none(book: Book, name: str, there: list[str]) -> str:
    if book.has(f"{name}.py"):
        return f"{name} has no contract; write {book.shown(book.contract_file(f'{name}.py'))}"
    chapters = sorted({each.partition("/")[0] for each in there})
    same = [each for each in there if each.partition("/")[2] == name.rpartition("/")[2]]
    near = same or difflib.get_close_matches(name, [*there, *chapters], 3, 0.75) or chapters
    return f"there is no program or chapter {name}; near it: {', '.join(near)}"
