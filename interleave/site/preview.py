"""What a preview (`mkdocs serve --dirty`) makes anew after an edit: the pages on which it shows, and no others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from interleave.book import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable
    from pathlib import Path

    from mkdocs.structure.files import File

    from interleave.book import Book

_NAMED = re.compile(r"[\w-]+/[\w-]+(?=\.py\b)")


class Sources:
    """Of what the pages of a book are made, as it lies there when this is made."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._of_name: dict[str, list[Hashable]] = {}
        rooms = (book.root / "snippets", book.root / "tests" / "snippets")
        for file in sorted(file for room in rooms for file in room.glob("*/*.*")):
            name = f"{file.parent.name}/{file.name.removeprefix('test_').partition('.')[0]}"
            self._of_name.setdefault(name, []).append(_state(file))
        common = (book.root / "mkdocs.yml", *sorted((book.root / "overrides").rglob("*.*")))
        self._of_all = (*map(_state, common), *(tuple(book.pages(language)) for language in LANGUAGES))

    def of(self, page: Path) -> Hashable:
        """Give a value that changes with the page and with the programs, contracts and evidence that it names."""
        names = sorted(set(_NAMED.findall(page.read_text("utf-8", errors="replace"))))
        return _state(page), self._of_all, *(each for name in names for each in self._of_name.get(name, ()))


def _state(file: Path) -> Hashable:
    if not file.exists():
        return file, None
    told = file.stat()
    return file, told.st_mtime_ns, told.st_size


class _Kept:
    """What was made last: of each page its title, and of what it was made. `is_asked`: this is a preview."""

    def __init__(self) -> None:
        self.is_asked = False
        self._now: dict[str, Hashable] = {}
        self._made: dict[str, tuple[Hashable, str]] = {}

    def mark(self, book: Book, files: Iterable[File]) -> None:
        """Have MkDocs take those pages for modified of which a source changed since they were made."""
        sources = Sources(book)
        for file in files:
            now = self._now[file.src_uri] = sources.of(book.root / "docs" / file.src_uri)
            is_modified = self._made.get(file.src_uri, (None, ""))[0] != now
            file.is_modified = lambda is_modified=is_modified: is_modified  # type: ignore[method-assign, misc]

    def give_titles(self, files: Iterable[File]) -> None:
        """Give pages that are not made anew their titles, which stand in the navigation of the others."""
        for file in files:
            if file.page and not file.is_modified():
                _, file.page.title = self._made[file.src_uri]

    def note(self, file: File) -> None:
        """A page was made."""
        if file.page:
            self._made[file.src_uri] = self._now[file.src_uri], str(file.page.title)


kept = _Kept()
