"""Outputs for a quiz, and for the list of impossible ones: some that were seen, and wrong ones made of them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from interleave.contract import Contract, Mismatch, circumstances
from interleave.contract.possible import START_METHODS, ManifoldError
from interleave.quiz.answer import answer
from interleave.quiz.question import Option
from interleave.quiz.reason import expected_of
from interleave.scaffold.seen import Seen
from interleave.transcript import Transcript
from interleave.trial.mutants.outputs import OutputMutant, output_mutants, survives

_TELLING = ("swap", "move", "disagree", "merge", "duplicate", "drop", "change hole")
"""Operators whose outputs a reader could take for right, the best first."""


def impossible(contract: Contract, seen: Sequence[Seen], count: int, *, methods: bool) -> list[Option]:
    """Give wrong outputs that the contract rejects, of as many kinds as there are."""
    asked = (_asked(contract, mutant.transcript, mutant.what, methods=methods) for mutant in _wrong(contract, seen))
    return list(itertools.islice((each for each in asked if each and each.expected == "impossible"), count))


def possible(contract: Contract, seen: Sequence[Seen], count: int, *, methods: bool) -> list[Option]:
    """Give outputs that were seen and differ in more than numbers."""
    different: dict[str, Seen] = {}
    for each in _usual(seen):
        different.setdefault(re.sub(r"\d+", "", "\n".join(_texts(each.transcript))), each)
    asked = (_asked(contract, each.transcript, "", methods=methods) for each in different.values())
    return list(itertools.islice((each for each in asked if each and each.expected != "impossible"), count))


def _usual(seen: Sequence[Seen]) -> list[Seen]:
    return [each for each in seen if each.circumstance.usual]


def _texts(transcript: Transcript) -> tuple[str, ...]:
    return tuple(line.text for line in transcript.lines)


def _wrong(contract: Contract, seen: Sequence[Seen]) -> Iterator[OutputMutant]:
    """Wrong outputs made of the first run that keeps the contract, one of each kind in turn."""
    for each in _usual(seen):
        try:
            reading = contract.checked(*each)
        except Mismatch:
            continue
        mutants = [mutant for mutant in output_mutants(contract, reading) if mutant.operator in _TELLING]
        kinds = [[mutant for mutant in mutants if mutant.operator == kind] for kind in _TELLING]
        rounds = itertools.chain.from_iterable(itertools.zip_longest(*kinds))
        yield from (mutant for mutant in rounds if mutant and not survives(contract, reading, mutant))
        return


def _asked(contract: Contract, transcript: Transcript, why: str, *, methods: bool) -> Option | None:
    """Ask the contract about an output; None where a quiz cannot ask, or could not show it."""
    texts = _texts(transcript)
    if not any(texts) or not texts[-1] or any(text.startswith(("--- ", "```")) for text in texts):
        return None
    option = Option(0, "", None, why, texts, bool(transcript.hangs))
    try:
        found = answer(contract, option, circumstances(START_METHODS if methods else (None,)))
    except (Mismatch, ManifoldError):
        return None
    return option._replace(expected=expected_of(found.verdict))
