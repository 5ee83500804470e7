"""The answers to a quiz: the contract's, which what the author expects is held against."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from interleave.contract import ManifoldError, Mismatch, circumstances, judged, offered
from interleave.contract.possible import START_METHODS
from interleave.mistake import Mistake
from interleave.quiz.reason import Plain, expected_of, reason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from interleave.book import Book
    from interleave.contract import Contract, Verdict
    from interleave.quiz.question import Option, Quiz
    from interleave.transcript import Transcript


class Answer(NamedTuple):
    """What the contract says of an option, whose output is `transcript`."""

    option: Option
    transcript: Transcript
    verdict: Verdict


def answered(book: Book, quiz: Quiz, where: str = "") -> list[Answer]:
    """Ask the snippet's contract about each option of a quiz that stands on the page `where`.

    Raises Mistake when there is no such contract, or when it cannot tell.
    """
    if not book.program(quiz.snippet).is_file():
        remedy = f"write snippets/{quiz.snippet}, or mend the name"
        raise Mistake(where, quiz.line, f"there is no snippet {quiz.snippet}", remedy)
    contract = book.contract(quiz.snippet)
    methods = START_METHODS if book.follows_start_method(contract) else (None,)
    return [_answer(contract, methods, option, number, where) for number, option in enumerate(quiz.options, 1)]


def _answer(contract: Contract, methods: tuple[str | None, ...], option: Option, number: int, where: str) -> Answer:
    transcript = offered(option.texts, contract.exit if option.exit is None else option.exit)
    try:
        verdict = judged(contract, transcript, circumstances(methods))
    except ManifoldError:
        what = f"option {number} is possible under circumstances that no few words say"
        raise Mistake(where, option.line, what, "ask about another output") from None
    except Mismatch as mismatch:
        told = str(mismatch).partition("\n")[0]
        raise Mistake(where, option.line, f"option {number} has no answer: {told}", "mend the contract") from None
    return Answer(option, transcript, verdict)


def unexpected(book: Book, quiz: Quiz, where: str) -> Iterator[Mistake]:
    """Give each option of which the author expects something else than the contract says. Raises Mistake, too."""
    for number, (option, transcript, verdict) in enumerate(answered(book, quiz, where), 1):
        said = expected_of(verdict)
        if option.expected != said:
            why = reason(book.contract(quiz.snippet), transcript, verdict, "en", Plain()).rstrip(".")
            what = f"option {number} is said to be {option.expected}, and the contract says {said}"
            yield Mistake(
                where, option.line, f"{what}: {why}" if why else what, f"mend the output, or write --- {said}"
            )
