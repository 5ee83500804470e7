"""What Markdown makes of the fences of a page, to be held against what stands on the page.

Nothing here guesses how a fence may be misspelled. Lines of which something must come are marked with their numbers,
the page is rendered with the settings of `mkdocs.yml`, and what a fence got counts when it arrives in the HTML. Cards
and quizzes are left empty: what they say is a question of the evidence, and takes long.
"""

from __future__ import annotations

import re
import unicodedata
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any, NamedTuple

from markdown import Markdown
from mkdocs.utils.yaml import yaml_load

from interleave.site.fences import included
from interleave.site.markdown import Page, current_page

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_BUILTIN = ("toc", "tables", "fenced_code")  # what MkDocs adds
_MARK = "\ue000{}\ue001"  # characters for private use
_MARKED = re.compile("\ue000([0-9]+)\ue001")
_ITEM = r"[\s>]*(?:(?:[-*+]|\d+[.)])\s+)?[\s>]*"
_OPENS = re.compile(_ITEM + r"(?:`{3,}|~{3,})\s*(?P<info>[\w{.][^`~]*)")
_EDGE = re.compile(r"[\s>]*(?:`{3,}|~{3,}).*")
_SCISSORS = re.compile(r"-+8<-+(?P<rest>.*)")
_PATH = re.compile(_ITEM + r"(?P<path>[^\s`]+[/\\][^\s`]+)(?:\s+\S+)?\s*")


class Made(NamedTuple):
    """A fence that arrived in the HTML.

    `kind` is what the settings call it, "*" for other languages, `first` where its text begins, `lines` the marked
    lines in it, `text` the code that readers see, if it is Python.
    """

    kind: str
    language: str
    source: str
    options: dict[str, str]
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


class Rendered(NamedTuple):
    """A page: its fences that arrived, and the lines of which nothing came: what opens one, what names a program."""

    made: list[Made]
    unopened: list[int]
    unshown: list[tuple[int, str]]


class Renderer:
    """Renders pages with the settings of the `mkdocs.yml` at `root`."""

    def __init__(self, root: Path, snippets: list[str]) -> None:
        """Take the names of all programs. Raises OSError if there are no settings."""
        self._root = root
        self._snippets = {name.casefold(): name for name in snippets}
        self._found: list[Made] = []
        with (root / "mkdocs.yml").open("rb") as file:
            read = yaml_load(file)["markdown_extensions"]
        settings: dict[str, dict[str, Any]] = {name: {} for name in _BUILTIN}
        for each in read:
            settings.update(each if isinstance(each, dict) else {each: {}})
        fences = settings["pymdownx.superfences"]
        every = [{"name": "*", "class": ""}, *fences["custom_fences"]]
        noted = [{**fence, "format": self._noted(fence["name"], fence.get("format"))} for fence in every]
        settings["pymdownx.superfences"] = {**fences, "custom_fences": noted}
        self._markdown = Markdown(extensions=list(settings), extension_configs=settings)

    def rendered(self, page: str) -> Rendered:
        """Render a page, and look up what came of its lines."""
        lines = page.split("\n")
        opens = {number for number, line in enumerate(lines, 1) if _OPENS.fullmatch(_plain(line))}
        # The first line behind an opening one stands for it: to mark that one would change what it says.
        firsts = {number: _first(lines, number) for number in opens}
        named = {number: name for number, line in enumerate(lines, 1) if (name := self._named(_plain(line)))}
        marked = {*named, *filter(None, firsts.values())}
        text = "\n".join(
            line + _MARK.format(number) if number in marked else line for number, line in enumerate(lines, 1)
        )
        self._found.clear()
        page_before = current_page.set(Page("en", self._root))
        try:
            html = _Html(self._markdown.reset().convert(text))
        finally:
            current_page.reset(page_before)
        empty = [number for number in sorted(opens) if firsts[number] is None]
        made = []
        for at, fence in enumerate(self._found):
            if at in html.made:
                first = fence.lines[0] if fence.lines else empty.pop(0) + 1 if empty else 1
                made.append(fence._replace(first=first, text=html.made[at]))
        begun = {fence.first for fence in made}
        shown = {line for fence in made if fence.kind in {"card", "quiz"} or fence.program for line in fence.lines}
        unshown = [(number, name) for number, name in sorted(named.items()) if number not in shown]
        lost = {number for number, _ in unshown}
        unopened = [number for number in sorted(opens) if firsts[number] and firsts[number] not in begun | lost]
        return Rendered(made, unopened, unshown)

    def _named(self, line: str) -> str | None:
        """The program that a line is there to show: by scissors or by nothing but its path."""
        if scissors := _SCISSORS.search(line):
            return scissors["rest"].strip(" \"'") or "a program"
        path = _PATH.fullmatch(line)
        return self._snippets.get("/".join(re.split(r"[/\\]", path["path"])[-2:]).casefold()) if path else None

    def _noted(self, kind: str, make: Callable[..., str] | None) -> Callable[..., str]:
        def noted(source: str, language: str, class_name: str, options: Any, md: Markdown, **rest: Any) -> str:  # noqa: ANN401
            at = len(self._found)
            marks = tuple(map(int, _MARKED.findall(source)))
            clean = _MARKED.sub("", source)
            self._found.append(Made(kind, language, clean, {**options, **rest["attrs"]}, 0, marks))
            html = make(clean, language, class_name, options, md, **rest) if make and kind == "python" else ""
            return f'<div data-made="{at}">{html}</div>'

        return noted


class _Html(HTMLParser):
    """What arrived: the numbers of fences, with the text of the code in each."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.made: dict[int, str] = {}
        self._at: int | None = None
        self._in_code = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if (number := dict(attrs).get("data-made")) is not None:
            self._at = int(number)
            self.made[self._at] = ""
        elif tag in {"code", "p"}:
            self._in_code = tag == "code"

    def handle_endtag(self, tag: str) -> None:
        if tag == "code":
            self._at, self._in_code = None, False

    def handle_data(self, data: str) -> None:
        if self._at is not None and self._in_code:
            self.made[self._at] += data


def _plain(line: str) -> str:
    """A line without what cannot be seen, and with the usual form of each character."""
    usual = unicodedata.normalize("NFKC", line)
    return "".join(each for each in usual if unicodedata.category(each) != "Cf")


def _first(lines: list[str], number: int) -> int | None:
    """Where the text begins below a line, None if a line that ends or opens a fence is first, or nothing follows."""
    for at, line in enumerate(lines[number:], number + 1):
        if line.strip(" \t>"):
            return None if _EDGE.fullmatch(_plain(line)) else at
    return None
