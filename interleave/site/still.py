"""A book that stands still while it is read."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from interleave.book import Book

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Asked = ParamSpec("Asked")
Told = TypeVar("Told")


def _once(method: Callable[Asked, Told]) -> Callable[Asked, Told]:
    """Answer the same question of the same book alike, unless the answer is an exception."""

    @functools.wraps(method)
    def told(*asked: Asked.args, **options: Asked.kwargs) -> Told:
        book: Any
        book, *rest = asked
        key = (method.__name__, *rest, *sorted(options.items()))
        if key not in book.told_before:
            book.told_before[key] = method(*asked, **options)
        told: Told = book.told_before[key]
        return told

    return told


class StillBook(Book):
    """A book in which no file changes while it is read. A build has one, and asks of most files several times."""

    def __init__(self, root: Path) -> None:
        """Take the root. Nothing is read yet."""
        super().__init__(root)
        self.told_before: dict[tuple[object, ...], Any] = {}

    contract = _once(Book.contract)
    contract_in = _once(Book.contract_in)
    fitting_recording = _once(Book.fitting_recording)
    fitting_tally = _once(Book.fitting_tally)
    follows_start_method = _once(Book.follows_start_method)
    has = _once(Book.has)
    hashes = _once(Book.hashes)
    named = _once(Book.named)
    pages = _once(Book.pages)
    recording = _once(Book.recording)
    snippets = _once(Book.snippets)
    stale_tally = _once(Book.stale_tally)
    tally = _once(Book.tally)
    text = _once(Book.text)
