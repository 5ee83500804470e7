"""The `card`, `quiz` and `python` fences: formatters for SuperFences' `custom_fences`.

The module is a Markdown extension, too, for a builder that calls no MkDocs hook: it says which language the pages have.

    markdown_extensions:
      - interleave.site.markdown: { language: en }
"""

from __future__ import annotations

import functools
import re
from contextvars import ContextVar
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markdown.extensions import Extension
from pymdownx.superfences import SuperFencesException

from interleave.book import Book
from interleave.card.html import card, missing, waiting, waiting_counts
from interleave.mistake import Mistake, Waits
from interleave.quiz import answered, quiz_html, read_quiz
from interleave.site.fences import included, read_card

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown import Markdown

    from interleave.contract import Contract


@dataclass
class Page:
    """The page that is being made: its language, its book, and whether one of its cards has the legend."""

    language: str
    book: Book = field(default_factory=lambda: Book(Path()))
    is_explained: bool = False


current_page: ContextVar[Page] = ContextVar("current_page", default=Page("zh"))  # noqa: B039  (of no page)
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

    The fence may name one of several recordings behind the snippet: `thread/race.py free-threaded`. Its last word may
    be `timeline`, which opens the timeline, or `simple`: nothing but output and claims. The first card of a page that
    is not simple has the legend. Evidence of another program or contract than these is not shown: the card says that it
    waits for its runs.
    """
    page = current_page.get()
    book = page.book
    snippet, name, shows = read_card(source)
    try:
        if not book.has(snippet):
            raise book.no_snippet("", 1, snippet)
        contract = _contract(book, snippet)
        if contract is None:
            recording, tally = book.recording(snippet, name), book.tally(snippet)
        else:
            recording, tally = book.fitting_recording(contract, name), book.fitting_tally(contract)
        waits = contract is not None and not name and isinstance(book.stale_tally(contract), Waits)
    except Waits:
        return waiting(snippet, page.language)
    except Mistake as mistake:
        return missing(f"{mistake.what}; {mistake.remedy}")
    explains = not page.is_explained and shows != "simple"
    page.is_explained |= explains
    made = card(recording, page.language, tally, shows, explains=explains)
    return made + waiting_counts(page.language) if waits else made


def _contract(book: Book, snippet: str) -> Contract | None:
    """None where it cannot be executed: `interleave.site.check` says why, once a build."""
    try:
        return book.contract(snippet)
    except Mistake:
        return None


@_loud
def quiz_fence(source: str, *_: object, **__: object) -> str:
    """Give the quiz that the fence holds, with the contract's answers, or a line that says why there is none."""
    page = current_page.get()
    try:
        quiz = read_quiz(source)
        answers = answered(page.book, quiz)
        return quiz_html(answers, page.language, page.book.fitting_tally(answers[0].contract))
    except Mistake as mistake:
        return missing(f"{mistake.what}; {mistake.remedy}")


@_loud
def python_fence(source: str, language: str, _class: str, options: dict[str, str], md: Markdown, **rest: Any) -> str:  # noqa: ANN401
    """Highlight Python; of a fence that is `--8<-- "thread/race.py"`, that program.

    `--8<-- "tests/snippets/thread/test_race.py"` is its contract. Either is put in here and not earlier, so that no
    line of it is taken for Markdown. `data-copy` is what the button copies (docs/assets/site.js).
    """
    fences: Any = md.preprocessors["fenced_code_block"]
    snippet = included(source)
    if not snippet:
        return _noted(fences.highlight(source, language, options, md, **rest))
    try:
        source = current_page.get().book.source(snippet)
    except Mistake as mistake:
        return missing(f"{mistake.what}; {mistake.remedy}")
    rest["attrs"] = {**rest["attrs"], "data-copy": escape(source)}
    asked = str((source, options, rest, fences.highlight_ext.getConfigs()))
    if asked not in _HIGHLIGHTED:
        _HIGHLIGHTED[asked] = _noted(fences.highlight(source, language, options, md, **rest))
    return _HIGHLIGHTED[asked]


def _noted(program: str) -> str:
    """Have each mark `# (1)!` look like the number of its note, which is in the list below the program."""
    return _NOTE.sub(r'<span class="c1 il-note" data-note="\1"># (\1)!</span>', program)


_NOTE = re.compile(r'<span class="c1"># \((\d+)\)!</span>')


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
