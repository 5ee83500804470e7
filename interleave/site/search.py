"""What a reader can search for: the headings, prose and programs of the pages, and the error texts of outputs.

It is taken from the HTML of pages and kept as plain text; `docs/assets/finding.js` finds words in it. A term of the
glossary (`<dt>`) is a name of the places to which its definition links, and so is each of its search words.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from html import unescape
from urllib.parse import urljoin

# Pictures are longer than all the rest, and no text.
_PICTURE = re.compile(r'<svg\b.*?</svg>|<section class="il-time".*?</section>', re.DOTALL)
_COLOUR = re.compile(r'<span class="\w+">([^<]*)</span>')  # of a program; ours have a hyphen
_PIECE = re.compile(r"<(?P<end>/?)(?P<tag>[a-z][a-z0-9]*)(?P<attributes>[^>]*)>|(?P<text>[^<]+)")
_ATTRIBUTE = re.compile(r'([\w-]+|/)(?:="([^"]*)")?')
_HEADING = re.compile(r"h[1-6]")
_VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
_INLINE = {"a", "abbr", "b", "code", "del", "em", "i", "mark", "q", "small", "span", "strong", "sub", "sup"}
_LEFT_OUT = {"button", "script", "style"}
_HOW = {  # the text of elements of a class is taken: all of it, none, or the lines that are errors
    "headerlink": "none",
    "il-card": "errors",
    "il-note": "none",
    "il-quiz": "none",
    "il-quiz__reason": "none",
    "il-quiz__screen": "errors",
    "il-quiz__why": "all",
    "il-sr": "none",
}
_ERROR = re.compile(r"\b(?:[A-Z]\w*)?(?:Error|Exception|Warning|Interrupt)\b")
_BETWEEN_NAMES = re.compile(r"\s*[（），、,()]\s*")
_SEARCH_WORDS = re.compile(r"(?:Search words: |搜索词：)(.*)")


@dataclass
class Entry:
    """A section of a page or a term of a glossary: its address below the site, what it is called, and its text."""

    location: str
    title: str = ""
    text: str = ""
    names: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)


class _Reader:
    """Reads the HTML of a page. An open element is its tag and how its text is taken."""

    def __init__(self, url: str) -> None:
        self._url = url
        self.entries = [Entry(url)]
        self._section = self.entry = self.entries[0]
        self._open: list[tuple[str, str]] = [("", "all")]
        self._block = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag not in _INLINE:
            self._finish()
        if tag in _VOID or "/" in attributes:
            return
        how = "none" if tag in _LEFT_OUT or "data-search-exclude" in attributes else self._open[-1][1]
        for name in attributes.get("class", "").split():
            how = _HOW.get(name, how)
        self._open.append((tag, how))
        if _HEADING.fullmatch(tag) and "id" in attributes:
            first = len(self.entries) == 1 and not (self.entry.title or self.entry.text)
            self._section = self.entry = self.entry if first else self._add(attributes["id"])
        elif tag == "dt":
            self.entry = self._add(attributes.get("id") or self._section.location.partition("#")[2])
        elif tag == "a" and self._within("dd"):
            self.entry.links.append(urljoin(self._url, attributes.get("href", "")))

    def end(self, tag: str) -> None:
        if tag not in _INLINE:
            self._finish()
        while self._within(tag) and self._open.pop()[0] != tag:
            pass
        if tag == "dl":
            self.entry = self._section

    def text(self, text: str) -> None:
        if self._open[-1][1] != "none":
            self._block += text

    def _add(self, anchor: str) -> Entry:
        self.entries.append(Entry(f"{self._url}#{anchor}" if anchor else self._url))
        return self.entries[-1]

    def _within(self, tag: str) -> bool:
        return tag in [each for each, _ in self._open]

    def _finish(self) -> None:
        """A block has ended: it is a title, the search words of a term, or text."""
        block, self._block = " ".join(unescape(self._block).split()), ""
        tag, how = self._open[-1]
        if not block or (how == "errors" and not _ERROR.search(block)):
            return
        if tag == "dt":
            self.entry.title, self.entry.names = block, _names(block)
        elif _HEADING.fullmatch(tag) and not self.entry.title:
            self.entry.title = block
        else:
            self.entry.text += f"\n{block}" if self.entry.text else block
        if self._within("dd") and (words := _SEARCH_WORDS.fullmatch(block)):
            self.entry.names += _names(words[1])


def _names(text: str) -> list[str]:
    return [name for name in _BETWEEN_NAMES.split(text) if name]


def entries(html: str, url: str) -> list[Entry]:
    """Give the sections of the page at `url`, an address below the site, and its glossary's terms."""
    reader = _Reader(url)
    for piece in _PIECE.finditer(_COLOUR.sub(r"\1", _PICTURE.sub("", html))):
        if piece["text"]:
            reader.text(piece["text"])
        elif piece["end"]:
            reader.end(piece["tag"])
        else:
            reader.start(piece["tag"], dict(_ATTRIBUTE.findall(piece["attributes"])))
    reader.start("br", {})
    return [entry for entry in reader.entries if entry.title or entry.text]


_TAKEN: dict[str, dict[str, list[Entry]]] = {}  # by language and address; a build of one page keeps the others


def take(language: str, url: str, html: str) -> None:
    """Put the page at `url`, an address below the language's root, into the index of its language."""
    _TAKEN.setdefault(language, {})[url] = entries(html, url)


def index(language: str) -> str:
    """Give the index of a language as JSON. What a term is called, the places are called to which it links."""
    found = [replace(entry, names=list(entry.names)) for page in _TAKEN[language].values() for entry in page]
    places = {entry.location: entry for entry in found if not entry.names}
    for entry in found:
        explained = [places[link] for link in dict.fromkeys(entry.links) if link in places]
        for place in explained:
            place.names += entry.names
        if explained:
            entry.names = []
    docs = [{key: getattr(entry, key) for key in ("location", "title", "text", "names")} for entry in found]
    return json.dumps({"docs": docs}, ensure_ascii=False, separators=(",", ":"))
