"""The `card` fence: a Markdown page names a snippet and gets its card. A formatter for SuperFences' `custom_fences`.

The module is a Markdown extension, too, for a builder that calls no MkDocs hook: it says which language the pages have.

    markdown_extensions:
      - interleave.site.markdown: { language: en }
"""

from __future__ import annotations

from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from markdown.extensions import Extension

from interleave.book import Book
from interleave.card.html import card, missing
from interleave.mistake import Mistake

if TYPE_CHECKING:
    from markdown import Markdown


class Page(NamedTuple):
    """The page that is being made: its path, from the project's root on, its language, and that root.

    `recordings` is the address, as this page links to it, of the folder of the recordings' files to download (None
    where nobody makes them).
    """

    path: str
    language: str
    root: Path = Path()
    recordings: str | None = None


current_page: ContextVar[Page | None] = ContextVar("current_page", default=None)
"""Who makes pages may say here which one it is; the error in place of a card then names it."""


def card_fence(
    source: str,
    language: str,
    css_class: str,
    options: dict[str, Any],
    md: Markdown,
    **_: object,
) -> str:
    """Give the card of the snippet that the fence names, or a line that says why there is none."""
    page = current_page.get() or Page("", "zh")
    try:
        book, snippet = Book(page.root), source.strip()
        return card(book.recording(snippet), page.language, book.tally(snippet))
    except Mistake as mistake:
        return missing(str(mistake))


class PagesLanguage(Extension):
    """Says that all pages are in one language."""

    def __init__(self, language: str) -> None:
        """Take "zh" or "en"."""
        super().__init__()
        self._language = language

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: ARG002, N802  (Markdown's)
        """Begin a page."""
        current_page.set(Page("", self._language))


def makeExtension(language: str) -> PagesLanguage:  # noqa: N802  (Markdown's)
    """Give the extension, with what the builder's settings say."""
    return PagesLanguage(language)
