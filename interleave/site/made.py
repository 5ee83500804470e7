"""What Markdown makes of the fences of a page, to be held against what stands on the page.

Nothing here guesses how a fence may be misspelled. Lines of which something must come are marked with their numbers,
the page is rendered with the settings of `mkdocs.yml`, and what a fence got counts when it arrives in the HTML. Cards
and quizzes are left empty: what they say is a question of the evidence, and takes long.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any, NamedTuple

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import STX, AtomicString
from mkdocs.utils.yaml import yaml_load
from pymdownx.superfences import highlight_validator

from interleave.site.fences import SCISSORS, included, plain
from interleave.site.markdown import Page, current_page

if TYPE_CHECKING:
    from collections.abc import Callable
    from xml.etree.ElementTree import Element

    from interleave.book import Book

_BUILTIN = ("toc", "tables", "fenced_code")  # what MkDocs adds
_MARK = "\ue000{}\ue001"  # characters for private use
_MARKED = re.compile("\ue000([0-9]+)\ue001")
_ITEM = r"[\s>]*(?:(?:[-*+]|\d+[.)])\s+)?[\s>]*"
_OPENS = re.compile(_ITEM + r"(?:`{3,}|~{3,})\s*(?P<info>[\w{.][^`~]*)")
_EDGE = re.compile(r"[\s>]*(?:`{3,}|~{3,}).*")
_HTML = re.compile(f"[<{STX}]")  # as it is written, and as Markdown has put it aside
_TEXT_ONLY = "iframe|noembed|noframes|plaintext|script|style|textarea|title|xmp"  # elements in which no tag is a tag
_UNSEEN = re.compile(rf"<!--.*?(?:-->|\Z)|<({_TEXT_ONLY})\b.*?(?:</\1>|\Z)", re.DOTALL | re.IGNORECASE)
_ARRIVED = re.compile(
    r'<div data-made="(?P<at>\d+)">(?:<div class="highlight\b.*?<code[^>]*>(?P<code>.*?)</code>)?', re.DOTALL
)
_TAG = re.compile(r"<[^>]*>")
_PATH = re.compile(_ITEM + r"(?P<path>[^\s`]+[/\\][^\s`]+)(?:\s+\S+)?\s*")


class Made(NamedTuple):
    """A fence that arrived in the HTML.

    `kind` is what the settings call it, "*" for other languages, `first` where its text begins, `lines` the marked
    lines in it, `text` the code that readers see, if it is Python.
    """

    kind: str
    language: str
    source: str
    title: str | None
    first: int
    lines: tuple[int, ...]
    text: str = ""

    @property
    def line(self) -> int:
        """The line that opens it."""
        return max(self.first - 1, 1)

    @property
    def program(self) -> str | None:
        """The program that it shows, by the path on the page."""
        return included(self.source) if self.kind == "python" else None


class Unshown(NamedTuple):
    """A line that names a program, which is not shown; `scissors` tells whether it was to be shown as a program."""

    line: int
    name: str
    scissors: bool


class Rendered(NamedTuple):
    """A page: its fences that arrived, the lines that open one which did not, and programs that are not shown."""

    made: list[Made]
    unopened: list[int]
    unshown: list[Unshown]


class Renderer:
    """Renders the pages of a book with the settings of its `mkdocs.yml`."""

    def __init__(self, book: Book) -> None:
        """Take the book. Raises OSError if there are no settings."""
        self._book = book
        self._snippets = {name.casefold(): name for name in book.snippets()}
        self._found: list[Made] = []
        with (book.root / "mkdocs.yml").open("rb") as file:
            read = yaml_load(file)["markdown_extensions"]
        settings: dict[str, dict[str, Any]] = {name: {} for name in _BUILTIN}
        for each in read:
            settings.update(each if isinstance(each, dict) else {each: {}})
        fences = settings["pymdownx.superfences"]
        every = [{"name": "*", "class": "", "validator": highlight_validator}, *fences["custom_fences"]]
        noted = [{**fence, "format": self._noted(fence["name"], fence.get("format"))} for fence in every]
        settings["pymdownx.superfences"] = {**fences, "custom_fences": noted}
        del settings["toc"]  # no fence is lost in a table of contents
        self._markdown = Markdown(extensions=list(settings), extension_configs=settings)
        for tidying in ("attr_list", "prettify"):  # nor for what a fence arrives as
            self._markdown.treeprocessors.deregister(tidying)
        self._markdown.treeprocessors.register(_Prose(), "prose", 20.5)  # right before what reads markup within lines

    def rendered(self, page: str) -> Rendered:
        """Render a page, and look up what came of its lines."""
        lines = page.split("\n")
        seen = list(enumerate(map(plain, lines), 1))
        opens = {number for number, line in seen if _OPENS.fullmatch(line)}
        # The first line behind an opening one stands for it: to mark that one would change what it says.
        firsts = {number: _first(lines, number) for number in opens}
        named = list(filter(None, (self._named(number, line) for number, line in seen)))
        marked = {*(each.line for each in named), *filter(None, firsts.values())}
        text = "\n".join(
            line + _MARK.format(number) if number in marked else line for number, line in enumerate(lines, 1)
        )
        self._found.clear()
        page_before = current_page.set(Page("en", self._book))
        try:
            arrived = _arrived(self._markdown.reset().convert(text))
        finally:
            current_page.reset(page_before)
        empty = [number for number in sorted(opens) if firsts[number] is None]
        made = []
        for at, fence in enumerate(self._found):
            if at in arrived:
                first = fence.lines[0] if fence.lines else empty.pop(0) + 1 if empty else 1
                made.append(fence._replace(first=first, text=arrived[at]))
        begun = {fence.first for fence in made}
        shown = {line for fence in made if fence.kind in {"card", "quiz"} or fence.program for line in fence.lines}
        unshown = [each for each in named if each.line not in shown]
        unopened = [number for number in sorted(opens) if firsts[number] not in {None, *begun}] + empty
        return Rendered(made, unopened, unshown)

    def _named(self, number: int, line: str) -> Unshown | None:
        """What a line is there to show: by scissors, by nothing but its path, or by its path behind the backticks."""
        if scissors := SCISSORS.search(line):
            return Unshown(number, scissors["path"] or "chapter/name.py", scissors=True)
        if path := _PATH.fullmatch(line):
            words = [path["path"].strip("\"'“”")]
        elif "```" in line or "~~~" in line:
            words = re.split(r"[\s`~]+", line)
        else:
            return None
        tails = ("/".join(re.split(r"[/\\]", word)[-2:]).casefold() for word in words)
        name = next((self._snippets[tail] for tail in tails if tail in self._snippets), None)
        return Unshown(number, name, scissors=False) if name else None

    def _noted(self, kind: str, make: Callable[..., str] | None) -> Callable[..., str]:
        def noted(source: str, language: str, class_name: str, options: Any, md: Markdown, **rest: Any) -> str:  # noqa: ANN401
            at = len(self._found)
            marks = tuple(map(int, _MARKED.findall(source)))
            clean = _MARKED.sub("", source)
            self._found.append(Made(kind, language, clean, options.get("title"), 0, marks))
            html = make(clean, language, class_name, options, md, **rest) if make and kind == "python" else ""
            return f'<div data-made="{at}">{html}</div>'

        return noted


class _Prose(Treeprocessor):
    """Text without `<` and without a fence or other HTML is taken as it is: whatever comes of it hides no fence."""

    def run(self, root: Element) -> None:
        for each in root.iter():
            if each.text and not _HTML.search(each.text):
                each.text = AtomicString(each.text)


def _arrived(html: str) -> dict[int, str]:
    """Give what arrived where readers see it: the numbers of fences, with the text of the code in each."""
    found = _ARRIVED.finditer(_UNSEEN.sub("", html))
    return {int(each["at"]): unescape(_TAG.sub("", each["code"] or "")) for each in found}


def _first(lines: list[str], number: int) -> int | None:
    """Where the text begins below a line, None if a line that ends or opens a fence is first, or nothing follows."""
    for at, line in enumerate(lines[number:], number + 1):
        if line.strip(" \t>"):
            return None if _EDGE.fullmatch(plain(line)) else at
    return None
