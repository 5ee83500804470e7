"""What the author of a quiz expects, compared with what the contract says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interleave.mistake import Mistake
from interleave.quiz.answer import answered
from interleave.quiz.reason import Plain, expected_of, reason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from interleave.book import Book
    from interleave.quiz.question import Quiz


def unexpected(book: Book, quiz: Quiz, where: str) -> Iterator[Mistake]:
    """Give a mistake for each option of which the author expects something else than the contract says.

    Raises Mistake as `answered` does.
    """
    for number, answer in enumerate(answered(book, quiz, where), 1):
        said = expected_of(answer.verdict)
        if answer.option.expected != said:
            what = f"option {number} is said to be {answer.option.expected}, and the contract says {said}"
            why = reason(answer, Plain("en")).rstrip(".")
            remedy = f"mend the output, or write --- {said}"
            yield Mistake(where, answer.option.line, f"{what}: {why}" if why else what, remedy)
