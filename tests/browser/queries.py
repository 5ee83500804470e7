"""What readers may type into the search field, made from the pages: each query with the pages that are about it."""

from __future__ import annotations

import ast
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from interleave.book import Book
from interleave.site.fences import fences, read_card

STATEMENTS = "notes-corrected/"  # its headings say what other pages are about
FEW = 3  # pages; where no more are about a query, each is among the first so many results

_UNSEEN = re.compile(r"\{ *[#.:][^}]*\}|(?<=\])\([^)]*\)|<[^>]*>")  # attributes, addresses, tags
_HEAD = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_FENCE = re.compile(r"^(?P<mark>`{3,})[^\n]*\n.*?^(?P=mark)`*$\n?", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^#+ +(.*?)(?: *\{ *#[\w-]+ *\})?$", re.MULTILINE)
_TERM = re.compile(r"^(.+)\n((?::   .*\n?)+)", re.MULTILINE)
_SEARCH_WORDS = re.compile(r"^:   (?:Search words: |搜索词：)(.*)", re.MULTILINE)
_LINK = re.compile(r"\]\(([\w/-]+)\.(?:md|ipynb)")
_CODE = re.compile(r"`([^`\n]+)`")
_NAME = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*(?=\(.*\)$|$)")
_ERROR = re.compile(r"\b[A-Za-z.]*(?:Error|Exception|Warning): \S[^`’”\n]*")
_WORD = re.compile(r"[A-Za-z0-9_']*[A-Za-z][A-Za-z0-9_']*|[\u3400-\u9fff]+")
_BETWEEN = re.compile(r"[（），、,()]")


@dataclass(frozen=True)
class Query:
    """What is typed, what it was made from, and the addresses, below the language's root, of the pages about it.

    The `near` ones are as good: a name that has the word in it leads there, as "race condition" does for "condition".
    """

    text: str
    kind: str
    pages: frozenset[str]
    near: frozenset[str]

    def misses(self, found: list[str]) -> bool:
        """Whether its pages are not among the first: each of them where they are few, otherwise one, be it near."""
        few = len(self.pages | self.near) <= FEW
        return not (self.pages <= set(found[:FEW]) if few else (self.pages | self.near) & set(found[:FEW]))


@dataclass(frozen=True)
class _Page:
    address: str
    prose: str
    code: str
    outputs: str

    @property
    def headings(self) -> str:
        """Its headings, or the terms that it explains, a line each."""
        return "\n".join(_HEADING.findall(self.prose) + [term for term, _ in _TERM.findall(self.prose)])

    @property
    def text(self) -> str:
        """What it says, without the outputs of programs."""
        return f"{_UNSEEN.sub(' ', self.prose)}\n{self.code}"


def _page(book: Book, language: str, page: str) -> _Page:
    stem = page.rpartition(".")[0]
    text = _HEAD.sub("", book.page(language, page).read_text("utf-8"))
    address = "" if stem == "index" else f"{stem}/"
    if page.endswith(".ipynb"):
        cells = json.loads(text)["cells"]
        kinds = [
            "\n\n".join("".join(each["source"]) for each in cells if each["cell_type"] == kind)
            for kind in ("markdown", "code")
        ]
        return _Page(address, *kinds, "")
    code, outputs = [], []
    for fence in fences(text):
        if fence.language == "card":
            snippet, name, _ = read_card(fence.text)
            outputs += [line.text for line in book.recording(snippet, name).lines]
        elif fence.language == "quiz":
            outputs.append(fence.text)
        else:
            code.append(re.sub(r'--8<-- "(.*)"', lambda name: book.source(name[1]), fence.text))
    return _Page(address, _FENCE.sub("", text), "\n".join(code), "\n".join(outputs))


def _api(page: _Page) -> set[str]:
    """Names of the standard library in the page's programs, and names in its prose's code; each dotted part, too."""
    names = {found[0] for code in _CODE.findall(page.prose) if (found := _NAME.match(code))}
    for line in page.code.splitlines():
        if line.startswith(("import ", "from ")):
            for node in ast.parse(line).body:
                module = node.module if isinstance(node, ast.ImportFrom) else ""
                if module or isinstance(node, ast.Import):
                    names |= {f"{module}.{each.name}".strip(".") for each in node.names}
    names |= {
        name for name in re.findall(r"\b[a-z]+\.\w+(?=\()", page.code) if name.split(".")[0] in sys.stdlib_module_names
    }
    names = {name for name in names if not name.endswith(".py")}  # a file of the book
    return names | {part for name in names for part in name.split(".")}


def _is_in(word: str, text: str) -> bool:
    """Whether a text has a word: a Chinese one anywhere, any other whole, with or without an ending."""
    if not word.isascii():
        return word in text
    text = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)  # ThreadLocal is about threads
    root = re.escape(re.sub(r"(?<!s)s$|(?<=ss)es$", "", word))
    return bool(re.search(rf"(?<![A-Za-z0-9]){root}(?:e?s|ed|ing)?(?![A-Za-z0-9])", text, re.IGNORECASE))


def _having(pages: list[_Page], text: str, outputs: bool = False) -> frozenset[str]:
    whole = re.compile(rf"(?<![A-Za-z0-9]){re.escape(text)}(?![A-Za-z0-9])", re.IGNORECASE)
    return frozenset(page.address for page in pages if whole.search(page.text + page.outputs * outputs))


def _explained(glossary: str) -> Iterator[tuple[list[str], list[str], set[str]]]:
    """Give of each term of the glossary its names, its search words, and the addresses to which it leads."""
    for term, definition in _TERM.findall(glossary):
        words = _SEARCH_WORDS.search(definition)
        yield (
            list(filter(None, map(str.strip, _BETWEEN.split(term)))),
            list(filter(None, map(str.strip, _BETWEEN.split(words[1] if words else "")))),
            {f"{stem}/" for stem in _LINK.findall(definition)} or {"glossary/"},
        )


def queries(book: Book, language: str) -> list[Query]:
    """Give every word of a heading, term and search word of the glossary, API name and error text of a language."""
    pages = [_page(book, language, page) for page in book.pages(language)]
    terms = list(_explained(next(page.prose for page in pages if page.address == "glossary/")))
    about: dict[tuple[str, str], set[str]] = defaultdict(set)
    near: dict[tuple[str, str], set[str]] = defaultdict(set)

    def leads(word: str) -> set[str]:
        return set().union(*(led for names, words, led in terms if any(_is_in(word, name) for name in names + words)))

    def heading(kind: str, word: str) -> None:
        about[kind, word] |= {
            page.address for page in pages if _is_in(word, page.headings) and page.address != STATEMENTS
        }
        about[kind, word].update(*(led for names, _, led in terms if word in map(str.lower, names)))
        near[kind, word] |= leads(word)

    for page in pages:
        for word in _WORD.findall("\n".join(_HEADING.findall(page.prose))):
            if len(word) > 1 or not word.isascii():  # the C of Ctrl-C
                heading("heading", word.lower())
        for name in _api(page):
            if len(name) > 2 and not name.startswith("__"):
                about["name", name] |= _having(pages, name)
                near["name", name] |= leads(name) | {
                    page.address for page in pages if _is_in(name, page.text + page.outputs)
                }
        for found in _ERROR.findall(f"{page.text}\n{page.outputs}"):
            error = found.strip().rstrip("。，.")
            about["error", error] |= _having(pages, error, outputs=True)
    for names, words, led in terms:
        for name in names:
            heading("term", name.lower())
        for word in words:
            about["search word", word] |= led
    for (kind, _), found in about.items():
        if kind in {"name", "error"} and found != {"glossary/"}:
            found.discard("glossary/")  # it leads on to the others
    return [
        Query(text, kind, frozenset(found), frozenset(near[kind, text]))
        for (kind, text), found in sorted(about.items())
        if found
    ]
