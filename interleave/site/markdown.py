"""The `card` and `quiz` fences: formatters for SuperFences' `custom_fences`.

The module is a Markdown extension, too, for a builder that calls no MkDocs hook: it says which language the pages have.

    markdown_extensions:
      - interleave.site.markdown: { language: en }
"""

from __future__ import annotations

from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from markdown.extensions import Extension

from interleave.book import Book
from interleave.card.html import card, missing
from interleave.mistake import Mistake
from interleave.quiz import answered, quiz_html, read_quiz

if TYPE_CHECKING:
    from markdown import Markdown


class Page(NamedTuple):
    """The page that is being made: its language, and the project's root."""

    language: str
    root: Path = Path()


current_page: ContextVar[Page] = ContextVar("current_page", default=Page("zh"))  # noqa: B039  (immutable)
"""Which page is being made; who makes pages sets it."""


def card_fence(source: str, *_rest: object, **_options: object) -> str:
    """Give the card of the snippet that the fence names, or a line that says why there is none.

    The fence may name one of several recordings behind the snippet: `thread/race.py free-threaded`.
    It is made from the evidence alone, stale or not: `interleave.site.check` judges that, once a build.
    """
    page = current_page.get()
    book = Book(page.root)
    snippet, _, name = source.strip().partition(" ")
    try:
        return card(book.recording(snippet, name), page.language, book.tally(snippet))
    except Mistake as mistake:
        return missing(str(mistake))


def quiz_fence(source: str, *_: object, **__: object) -> str:
    """Give the quiz that the fence holds, with the contract's answers, or a line that says why there is none."""
    page = current_page.get()
    book = Book(page.root)
    try:
        quiz = read_quiz(source)
        return quiz_html(answered(book, quiz), page.language, book.tally(quiz.snippet))
    except Mistake as mistake:
        return missing(f"{mistake.what}; {mistake.remedy}")


class PagesLanguage(Extension):
    """Says that all pages are in one language."""

    def __init__(self, language: str) -> None:
        """Take "zh" or "en"."""
        super().__init__()
        self._language = language

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: ARG002, N802  (Markdown's)
        """Begin a page."""
        current_page.set(Page(self._language))


def makeExtension(language: str) -> PagesLanguage:  # noqa: N802  (Markdown's)
    """Give the extension, with what the builder's settings say."""
    return PagesLanguage(language)
