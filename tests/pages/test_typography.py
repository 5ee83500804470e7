"""Chinese pages are set as Chinese: spaces around Latin letters, digits and code, and full-width punctuation."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from interleave.book import Book
from interleave.quiz import read_quiz
from interleave.site.fences import fences

BOOK = Book(Path(__file__).parents[2])
HAN = "[\u4e00-\u9fff]"
RULES = {
    "a space is missing between Chinese and Latin letters, digits or code": re.compile(
        rf"{HAN}[A-Za-z0-9`]|[A-Za-z0-9%]{HAN}|`{HAN}"
    ),
    "half-width punctuation after Chinese": re.compile(rf"{HAN}[,;:!?]|{HAN}\.(?!\w)"),
    "half-width brackets or quotes beside Chinese": re.compile(rf"{HAN}[\"()](?!#)|[\"(]{HAN}"),
    "a space beside full-width punctuation": re.compile(r"[，。；：？！、）](?: +)\S|\S +[，。；：？！、（]"),
}


MARKUP = (
    (r"\]\([^)]*\)", "]"),  # where a link leads
    (r"\{[^}]*\}", ""),  # attributes
    (r"`[^`]+`", "`x`"),  # code
    (r"[*\[\]]", ""),
    (r'^ *(?:[?!]{3}\+? [\w ]+|=== )"(.*)"$', r"\1"),  # the title of an admonition or a tab
    (r"^ *(?:\d+\.|-|#+|:|\|) +", ""),
)


def prose(page: str) -> Iterator[tuple[int, str]]:
    """The lines of a page that are text, without fences and without markup."""
    inside = {number for fence in fences(page) for number in range(fence.line, fence.line + len(fence.lines) + 2)}
    for number, line in enumerate(page.splitlines(), 1):
        if number in inside or line.startswith(("---", "<")):
            continue
        text = line
        for pattern, plain in MARKUP:
            text = re.sub(pattern, plain, text)
        yield number, text.strip(" |")


def words_of(lab: Path) -> str:
    cells = json.loads(lab.read_text("utf-8"))["cells"]
    return "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")


@pytest.mark.parametrize("page", BOOK.pages("zh"))
def test_chinese_is_set_as_chinese(page):
    file = BOOK.page("zh", page)
    text = words_of(file) if page.endswith(".ipynb") else file.read_text("utf-8")
    wrong = [
        f"{BOOK.shown(file)}:{number}: {rule}: …{line[max(0, found.start() - 8) : found.end() + 8]}…"
        for number, line in prose(text)
        for rule, pattern in RULES.items()
        for found in pattern.finditer(line)
    ]
    assert wrong == []


@pytest.mark.parametrize("contract", BOOK.contract_files(), ids=BOOK.shown)
def test_chinese_claims_are_set_as_chinese(contract):
    found = BOOK.contract_in(contract)
    for claim in (*found.claims, *found.outcomes):
        for rule, pattern in RULES.items():
            assert not pattern.search(claim.zh), f"{rule}: {claim.zh}"
            assert not re.search(HAN, claim.en)


@pytest.mark.parametrize("page", [page for page in BOOK.pages("zh") if page.endswith(".md")])
def test_quizzes_speak_the_language_of_their_page(page):
    for language in ("zh", "en"):
        for fence in fences(BOOK.page(language, page).read_text("utf-8")):
            for option in read_quiz(fence.text).options if fence.language == "quiz" else ():
                assert bool(re.search(HAN, option.why)) == (language == "zh"), option.why
                ((_, text),) = prose(option.why)
                for rule, pattern in RULES.items():
                    assert not pattern.search(text), f"{rule}: {option.why}"


@pytest.mark.parametrize("line", ["用Python写", "写 `x`的", "对,错", "（a） 是", "他(她)", "3个", "说:好", "看 ，"])
def test_the_rules_see(line):
    ((_, text),) = prose(line)
    assert any(pattern.search(text) for pattern in RULES.values())


@pytest.mark.parametrize(
    "line", ["用 Python 写 `x`，对。", "1. 进程（process）有 3 个", "| a | 甲 |", "## 线程 { #thread }"]
)
def test_the_rules_let_pass(line):
    ((_, text),) = prose(line)
    assert not any(pattern.search(text) for pattern in RULES.values())
