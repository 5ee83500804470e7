"""Outputs for a quiz, and for the list of impossible ones: some that were seen, and wrong ones made of them."""

from __future__ import annotations

from collections.abc import Sequence

from interleave.contract import Contract, Mismatch, Reading, circumstances
from interleave.contract.possible import START_METHODS, ManifoldError
from interleave.quiz.answer import answer
from interleave.quiz.question import Option
from interleave.quiz.reason import expected_of
from interleave.scaffold.seen import Seen
from interleave.trial.mutants.outputs import output_mutants

_TELLING = ("swap", "move", "disagree", "merge", "change text", "duplicate", "drop", "change hole")
"""Operators whose outputs a reader could take for right, the best first."""


def impossible(contract: Contract, seen: Sequence[Seen], count: int, *, methods: bool) -> list[Option]:
    """Give wrong outputs that the contract rejects, of as many kinds as there are."""
    read = next(filter(None, (_reading(contract, each) for each in seen if each.circumstance.usual)), None)
    mutants = list(output_mutants(contract, read)) if read else []
    kinds = [[each for each in mutants if each.operator == kind] for kind in _TELLING]
    rounds = [kind[number] for number in range(max(map(len, kinds), default=0)) for kind in kinds if number < len(kind)]
    made: list[Option] = []
    for mutant in rounds:
        texts = tuple(line.text for line in mutant.transcript.lines)
        option = _asked(contract, texts, mutant.what, methods=methods, hangs=bool(mutant.transcript.hangs))
        if (
            len(made) < count
            and option
            and option.expected == "impossible"
            and texts not in [each.texts for each in made]
        ):
            made.append(option)
    return made


def possible(contract: Contract, seen: Sequence[Seen], count: int, *, methods: bool) -> list[Option]:
    """Give outputs that were seen, each different."""
    made: dict[tuple[str, ...], Option] = {}
    for each in seen:
        texts = tuple(line.text for line in each.transcript.lines)
        if each.circumstance.usual and len(made) < count and texts not in made:
            option = _asked(contract, texts, "", methods=methods, hangs=bool(each.transcript.hangs))
            if option and option.expected != "impossible":
                made[texts] = option
    return list(made.values())


def _reading(contract: Contract, seen: Seen) -> Reading | None:
    try:
        return contract.checked(seen.transcript, seen.circumstance)
    except Mismatch:
        return None


def _asked(contract: Contract, texts: tuple[str, ...], why: str, *, methods: bool, hangs: bool) -> Option | None:
    """Ask the contract about an output; None where a quiz cannot ask, or could not show it."""
    if not texts or not any(texts) or not texts[-1] or any(text.startswith(("--- ", "```")) for text in texts):
        return None
    option = Option(0, "", None, why, texts, hangs)
    try:
        found = answer(contract, option, circumstances(START_METHODS if methods else (None,)))
    except (Mismatch, ManifoldError):
        return None
    return option._replace(expected=expected_of(found.verdict))
