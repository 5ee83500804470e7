"""No page uses a word of the glossary that no page before it explained: there its first use is a link.

The glossary's entry of a word links to the pages that explain it. The first of these in the navigation is where readers
learn it. A page before that one may use the word in a link to such a page or to the glossary, and freely after it.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from interleave.book import LANGUAGES, Book
from interleave.site.fences import fences

ROOT = Path(__file__).parents[2]
BOOK = Book(ROOT)
GLOSSARY = "glossary.md"

# Words of the glossary that the pages use in their everyday sense, too, so that a use tells nothing.
EVERYDAY = {
    "zh": {"运行", "结果", "形状", "路", "流", "取消"},
    "en": {"run", "outcome", "shape", "stream"},
}

# Other forms of a word, which are that word.
FORMS = {
    "zh": {"竞争条件": ("竞争", "竞态条件"), "输出卡片": ("卡片",), "撕裂": ("撕开",)},
    "en": {
        "concurrency": ("concurrent",),
        "parallelism": ("parallel",),
        "free threading": ("free-threaded",),
        "race condition": ("race",),
        "blocking": ("block",),
        "shake": ("shaken",),
    },
}

# Entries that no page explains, and that link to none.
ONLY_IN_THE_GLOSSARY = {
    "zh": {"运行", "录制", "大批运行", "交错"},
    "en": {"run", "recording", "soak", "interleave"},
}


@dataclass(frozen=True)
class Term:
    """A word of the glossary: what it is called, and the pages that explain it."""

    names: tuple[str, ...]
    pages: frozenset[str]

    def __str__(self) -> str:
        return self.names[0]


@dataclass(frozen=True)
class Use:
    """A word on a page: the page to which the link leads that it stands in, if it stands in one."""

    line: int
    word: str
    target: str | None
    in_heading: bool


class _Nav(yaml.SafeLoader):
    """Reads mkdocs.yml without what its tags stand for."""


_Nav.add_multi_constructor("", lambda loader, tag, node: None)

_LINK = re.compile(r"\[(?P<text>(?:[^\[\]]|\[[^\]]*\])*)\]\((?P<target>[^)\s]*)\)")
_CODE = re.compile(r"(`+).*?\1")
_HEAD = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_NOT_PROSE = (r"\{[^{}]*[#.][^{}]*\}", r"</?[a-z][^>]*>", r"<!--.*?-->")
_ENTRY = re.compile(r"^(?P<names>\S[^\n]*)\n(?P<told>(?::   [^\n]*\n?)+)", re.MULTILINE)


def navigation() -> list[str]:
    def flat(entries) -> Iterator[str]:
        for entry in entries if isinstance(entries, list) else [entries]:
            if isinstance(entry, dict):
                for below in entry.values():
                    yield from flat(below)
            else:
                yield entry

    return list(flat(yaml.load((ROOT / "mkdocs.yml").read_text("utf-8"), _Nav)["nav"]))


def page_of(page: str, target: str) -> str:
    """The page to which a link on `page` leads, by its place in the language's directory."""
    path = target.partition("#")[0]
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page


def names(written: str) -> tuple[str, ...]:
    """What an entry is called: before brackets and in them, one after the other."""
    return tuple(name.strip() for name in re.split(r"[、,（）]", written) if name.strip())


def glossary(text: str) -> list[Term]:
    entries = _ENTRY.finditer(_HEAD.sub("", text))
    return [
        Term(
            names(found["names"]),
            frozenset(page_of(GLOSSARY, link["target"]) for link in _LINK.finditer(found["told"])),
        )
        for found in entries
    ]


def blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", "\0", found[0])


def prose(text: str) -> str:
    """The page with all that is not prose made blank, place by place."""
    text = _HEAD.sub(blank, text)
    lines = text.split("\n")
    for fence in fences(text):
        for number in range(fence.line - 1, min(fence.line + len(fence.lines) + 1, len(lines))):
            lines[number] = "\0" * len(lines[number])
    text = re.sub(r"<svg\b.*?</svg>", blank, "\n".join(lines), flags=re.DOTALL)
    text = _CODE.sub(blank, text)
    for pattern in _NOT_PROSE:
        text = re.sub(pattern, blank, text)
    return text


def pattern(name: str) -> str:
    """How a name is found: a Latin one as a word of its own, also as the plural."""
    if re.search("[\u4e00-\u9fff]", name):
        return re.escape(name)
    plural = "(?:es|s)?" if not name.isupper() else ""
    return rf"(?<![\w-]){re.escape(name)}{plural}(?![\w-])"


def uses(text: str, terms: list[Term], page: str) -> dict[Term, list[Use]]:
    """The uses of each term, in the order of the page. Of names that overlap the longest counts."""
    text = prose(text)
    links = [(found.span("text"), found.span("target"), found["target"]) for found in _LINK.finditer(text)]
    of = {name.lower(): term for term in terms for name in term.names}
    longest = sorted(of, key=len, reverse=True)
    any_name = re.compile(
        "|".join(f"(?P<n{number}>{pattern(name)})" for number, name in enumerate(longest)), re.IGNORECASE
    )
    found: dict[Term, list[Use]] = {}
    for match in any_name.finditer(text):
        if any(begin <= match.start() < end for _, (begin, end), _ in links):
            continue  # an address
        target = next((to for (begin, end), _, to in links if begin <= match.start() and match.end() <= end), None)
        term = of[longest[int(match.lastgroup[1:])]]
        line = text.count("\n", 0, match.start()) + 1
        heading = text[text.rfind("\n", 0, match.start()) + 1 :].startswith("#")
        use = Use(line, match[0], page_of(page, target) if target is not None else None, heading)
        found.setdefault(term, []).append(use)
    return found


def first_of(term: Term, order: list[str]) -> str | None:
    """The page on which readers learn a term."""
    return min(term.pages & {*order}, key=order.index, default=None)


def early(text: str, terms: list[Term], page: str, order: list[str]) -> dict[Term, Use]:
    """The terms that the page uses before they are explained, each with its first use.

    A heading need not be a link, if the first use in the text is.
    """
    found = {}
    for term, used in uses(text, terms, page).items():
        explained = first_of(term, order)
        if explained is None or order.index(explained) <= order.index(page):
            continue
        first = next((use for use in used if not use.in_heading), used[0])
        if first.target not in {*term.pages, GLOSSARY}:
            found[term] = first
    return found


def text_of(language: str, page: str) -> str:
    file = BOOK.page(language, page)
    text = file.read_text("utf-8")
    if not page.endswith(".ipynb"):
        return text
    return "\n\n".join("".join(cell["source"]) for cell in json.loads(text)["cells"] if cell["cell_type"] == "markdown")


def terms_of(language: str) -> list[Term]:
    terms = glossary(BOOK.page(language, GLOSSARY).read_text("utf-8"))
    forms = FORMS[language]
    return [
        Term((*term.names, *forms.get(str(term), ())), term.pages)
        for term in terms
        if str(term) not in EVERYDAY[language]
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_uses_a_word_that_no_page_before_it_explained(language):
    terms, order = terms_of(language), navigation()
    told = []
    for page in order:
        name = f"{language}/{page}"
        found = early(text_of(language, page), terms, page, order)
        told += [
            f"docs/{name}:{use.line}: {use.word} ({term}) is explained later, by {first_of(term, order)}"
            for term, use in found.items()
        ]
    advice = "make the first use on the page a link to the page that explains the word, or to the glossary"
    if told:
        pytest.fail("\n".join([f"{len(told)} early uses; {advice}:", *told]), pytrace=False)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_entry_says_which_pages_explain_it(language):
    terms = glossary(BOOK.page(language, GLOSSARY).read_text("utf-8"))
    assert len(terms) > 40
    assert {str(term) for term in terms if not term.pages} == ONLY_IN_THE_GLOSSARY[language]
    assert {*EVERYDAY[language], *FORMS[language]} <= {str(term) for term in terms}
    assert {page for term in terms for page in term.pages} <= {*navigation()}


def test_both_glossaries_have_the_same_entries_for_the_same_pages():
    zh, en = (glossary(BOOK.page(language, GLOSSARY).read_text("utf-8")) for language in ("zh", "en"))
    assert [(term.pages, str(term)) for term in zh if term.pages not in [each.pages for each in en]] == []
    assert len(zh) == len(en)


TERMS = [
    Term(("lock",), frozenset({"b.md"})),
    Term(("deadlock",), frozenset({"c.md"})),
    Term(("锁", "lock"), frozenset({"b.md"})),
    Term(("死锁", "deadlock"), frozenset({"c.md"})),
]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A lock.", ["lock"]),
        ("Two locks, and later a [lock](b.md).", ["lock"]),
        ("A [lock](b.md#how), and later locks.", []),
        ("A [lock](glossary.md#words).", []),
        ("A [lock](c.md).", ["lock"]),
        ("A [lock](https://example.org/).", ["lock"]),
        ("`lock` and an unlocked lock-free blocker", []),
        ("```python\nlock\n```\n", []),
        ("---\ndescription: lock\n---\n", []),
        ("## What helps { #lock }", []),
        ("## A deadlock", ["deadlock"]),
        ("## A deadlock\n\nA [deadlock](c.md), that is a deadlock.", []),
        ("## A deadlock\n\nA deadlock", ["deadlock"]),
        ("[Elsewhere](lock.md)", []),
        ('<svg aria-label="lock">\n<text>lock</text>\n</svg>', []),
    ],
)
def test_the_rule_sees(text, found):
    assert [str(term) for term in early(text, TERMS[:2], "a.md", ["a.md", "b.md", "c.md"])] == found


def test_of_chinese_words_the_longest_counts():
    order = ["a.md", "b.md", "c.md"]
    assert [str(term) for term in early("死锁", TERMS[2:], "a.md", order)] == ["死锁"]
    assert [str(term) for term in early("[锁](b.md)和死锁", TERMS[2:], "a.md", order)] == ["死锁"]
    assert [str(term) for term in early("死锁", TERMS[2:], "c.md", order)] == []
