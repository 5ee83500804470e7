"""The `card`, `quiz` and `python` fences: formatters for SuperFences' `custom_fences`.

The module is a Markdown extension, too, for a builder that calls no MkDocs hook: it says which language the pages have.

    markdown_extensions:
      - interleave.site.markdown: { language: en }
"""

from __future__ import annotations

import functools
from contextvars import ContextVar
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from markdown.extensions import Extension
from pymdownx.superfences import SuperFencesException

from interleave.book import Book
from interleave.card.html import card, missing
from interleave.mistake import Mistake
from interleave.quiz import answered, quiz_html, read_quiz
from interleave.site.fences import included

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown import Markdown


class Page(NamedTuple):
    """The page that is being made: its language, and the project's root."""

    language: str
    root: Path = Path()


current_page: ContextVar[Page] = ContextVar("current_page", default=Page("zh"))  # noqa: B039  (immutable)
"""Which page is being made; who makes pages sets it."""


def _loud(make: Callable[..., str]) -> Callable[..., str]:
    """SuperFences leaves out a fence whose formatter fails, and says nothing."""

    @functools.wraps(make)
    def made(*arguments: Any, **options: Any) -> str:  # noqa: ANN401  (SuperFences')
        try:
            return make(*arguments, **options)
        except Exception as error:
            raise SuperFencesException(f"{make.__name__}: {error}") from error

    return made


@_loud
def card_fence(source: str, *_rest: object, **_options: object) -> str:
    """Give the card of the snippet that the fence names, or a line that says why there is none.

    The fence may name one of several recordings behind the snippet: `thread/race.py free-threaded`.
    It is made from the evidence alone, stale or not: `interleave.site.check` judges that, once a build.
    """
    page = current_page.get()
    book = Book(page.root)
    snippet, name = (*source.split(), "", "")[:2]
    try:
        if snippet not in book.snippets():
            raise book.no_snippet("", 1, snippet)
        return card(book.recording(snippet, name), page.language, book.tally(snippet))
    except Mistake as mistake:
        return missing(f"{mistake.what}; {mistake.remedy}")


@_loud
def quiz_fence(source: str, *_: object, **__: object) -> str:
    """Give the quiz that the fence holds, with the contract's answers, or a line that says why there is none."""
    page = current_page.get()
    book = Book(page.root)
    try:
        quiz = read_quiz(source)
        return quiz_html(answered(book, quiz), page.language, book.tally(quiz.snippet))
    except Mistake as mistake:
        return missing(f"{mistake.what}; {mistake.remedy}")


@_loud
def python_fence(source: str, language: str, _class: str, options: dict[str, str], md: Markdown, **rest: Any) -> str:  # noqa: ANN401
    """Highlight Python; of a fence that is `--8<-- "thread/race.py"`, that program.

    A program is put in here and not earlier, so that no line of it is taken for Markdown. `data-copy` is what the
    button copies (docs/assets/copy.js).
    """
    fences: Any = md.preprocessors["fenced_code_block"]
    snippet = included(source)
    if not snippet:
        return str(fences.highlight(source, language, options, md, **rest))
    try:
        source = Book(current_page.get().root).source(snippet)
    except Mistake as mistake:
        return missing(f"{mistake.what}; {mistake.remedy}")
    rest["attrs"] = {**rest["attrs"], "data-copy": escape(source)}
    asked = str((source, options, rest, fences.highlight_ext.getConfigs()))
    if asked not in _HIGHLIGHTED:
        _HIGHLIGHTED[asked] = str(fences.highlight(source, language, options, md, **rest))
    return _HIGHLIGHTED[asked]


_HIGHLIGHTED: dict[str, str] = {}
"""Programs by all that decides how they look: a page in each language shows them, and its check does."""


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
