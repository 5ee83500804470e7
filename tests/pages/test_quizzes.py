"""The book's quizzes: where order matters a page asks, and each answer is the contract's."""

from __future__ import annotations

from pathlib import Path

import pytest

from interleave.book import LANGUAGES, Book
from interleave.contract.shape import AnyOrder, Interleaved, parts
from interleave.quiz import Option, answered, read_quiz
from interleave.quiz.reason import Html, expected_of, reason
from interleave.site.fences import Fence, fences

BOOK = Book(Path(__file__).parents[2])
PAGES = [page for page in BOOK.pages("zh") if page.endswith(".md")]
# Order matters there, too, though no card has lanes.
OTHERS = [
    "process/identity.md",
    "thread/sharing.md",
    "thread/race.md",
    "thread/gil.md",
    "choosing/process-or-thread.md",
]


def of(page: str, kind: str, language: str = "zh") -> list[Fence]:
    text = BOOK.page(language, page).read_text("utf-8")
    return [fence for fence in fences(text) if fence.language == kind]


def quizzes(language: str) -> list[tuple[str, Fence]]:
    return [(page, fence) for page in PAGES for fence in of(page, "quiz", language)]


def has_lanes(shape) -> bool:
    return isinstance(shape, Interleaved | AnyOrder) or any(map(has_lanes, parts(shape)))


def test_where_the_order_is_open_a_page_asks_about_it():
    open_pages = [
        page
        for page in PAGES
        if any(has_lanes(BOOK.contract(card.text.split()[0]).shape) for card in of(page, "card")) or page in OTHERS
    ]
    assert len(open_pages) > len(OTHERS) + 5
    assert [page for page in open_pages if not of(page, "quiz")] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_quiz_is_about_a_program_of_its_page(language):
    for page, fence in quizzes(language):
        shown = [card.text.split()[0] for card in of(page, "card", language)]
        assert read_quiz(fence.text).snippet in shown, f"{page}:{fence.line}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_has_a_reason_that_is_the_contract_s_when_it_is_impossible(language):
    for page, fence in quizzes(language):
        for answer in answered(BOOK, read_quiz(fence.text)):
            assert answer.option.expected == expected_of(answer.verdict)
            assert reason(answer, Html(language)) or answer.option.expected != "impossible", f"{page}:{fence.line}"


def test_each_kind_of_answer_is_there():
    options: list[Option] = [option for _, fence in quizzes("zh") for option in read_quiz(fence.text).options]
    assert {"possible", "impossible", "possible with fork", "possible without the GIL"} <= {
        option.expected for option in options
    }
    possible = sum(option.expected != "impossible" for option in options)
    assert 1 / 4 < possible / len(options) < 3 / 4, "who always says the same must not win"
