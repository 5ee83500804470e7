"""The answers to a quiz, from the contract of its snippet."""

from __future__ import annotations

import functools
import math
from typing import TYPE_CHECKING, NamedTuple

from interleave.contract import ContractMistake, ManifoldError, Mismatch, circumstances, judged, offered
from interleave.contract.possible import START_METHODS
from interleave.contract.shape import has_unended
from interleave.mistake import Mistake

if TYPE_CHECKING:
    from collections.abc import Sequence

    from interleave.book import Book
    from interleave.circumstance import Circumstance
    from interleave.contract import Contract, Verdict
    from interleave.quiz.question import Option, Quiz
    from interleave.transcript import Transcript


class Answer(NamedTuple):
    """What a contract says of an option, whose output is `transcript`."""

    contract: Contract
    option: Option
    transcript: Transcript
    verdict: Verdict


def answered(book: Book, quiz: Quiz, where: str = "") -> list[Answer]:
    """Ask the contract of the snippet about each option of a quiz on the page `where`.

    Raises Mistake if there is no such contract, or if it cannot tell.
    """
    book.source(quiz.snippet, where, quiz.line)
    contract = book.contract(quiz.snippet)
    asked = circumstances(START_METHODS if book.follows_start_method(contract) else (None,))
    answers = []
    for number, option in enumerate(quiz.options, 1):
        try:
            answers.append(answer(contract, option, asked))
        except ManifoldError:
            what = f"option {number} is possible under circumstances that no few words say"
            raise Mistake(where, option.line, what, "ask about another output") from None
        except ContractMistake as mistake:
            raise book.told(mistake) from None
        except Mismatch as mismatch:
            told = str(mismatch).partition("\n")[0]
            raise Mistake(where, option.line, f"option {number} has no answer: {told}", "mend the contract") from None
    return answers


def answer(contract: Contract, option: Option, asked: Sequence[Circumstance]) -> Answer:
    """Ask a contract about an option. An exit status that the option does not tell is the contract's.

    So is the end of its last line, which nobody sees. Raises ManifoldError and Mismatch as `judged` does.
    """
    exit = contract.exit if option.exit is None else option.exit
    return Answer(contract, option, *_judged(contract, option.texts, exit, option.hangs, tuple(asked)))


@functools.lru_cache(maxsize=1024)  # a page asks in each language, and its check does
def _judged(
    contract: Contract, texts: tuple[str, ...], exit: int, hangs: bool, asked: tuple[Circumstance, ...]
) -> tuple[Transcript, Verdict]:
    answers = []
    for whole in (True, False) if has_unended(contract.shape) else (True,):
        transcript = offered(texts, exit, whole=whole, hangs=hangs)
        answers.append((transcript, judged(contract, transcript, asked)))
    return max(answers, key=_possible_or_near)


def _possible_or_near(answer: tuple[Transcript, Verdict]) -> tuple[bool, float]:
    """Say which answer is the better one: one that is possible, else the one that comes further."""
    _, verdict = answer
    return verdict.only is not None, verdict.stuck.at if verdict.stuck else math.inf
