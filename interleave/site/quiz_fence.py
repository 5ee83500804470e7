"""The `quiz` fence: a formatter for SuperFences' `custom_fences`, like `interleave.site.markdown.card_fence`."""

from __future__ import annotations

from interleave.book import Book
from interleave.card.html import missing
from interleave.mistake import Mistake
from interleave.quiz import answered, quiz_html, read_quiz
from interleave.site.markdown import Page, current_page


def quiz_fence(source: str, *_: object, **__: object) -> str:
    """Give the quiz that the fence holds, or a line that says why there is none."""
    page = current_page.get() or Page("", "zh")
    try:
        book, quiz = Book(page.root), read_quiz(source)
        contract, answers = book.contract(quiz.snippet), answered(book, quiz)
        return quiz_html(contract, answers, page.language, book.tally(quiz.snippet))
    except Mistake as mistake:
        return missing(f"{mistake.what}; {mistake.remedy}")
