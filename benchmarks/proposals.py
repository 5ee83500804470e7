"""Our own programs with their contracts hidden: what `make new` would propose for each, held against further runs.

    python -m benchmarks.proposals [--python PATH ...] [process/pool.py ...]

A row has how many runs the proposal was made of, and how many of FURTHER new ones and of some on one core it lets pass;
then how many wrong outputs it rejects: of those made by itself, of those made by the contract that was hidden, and of
the impossible ones that were written by hand. With one program named, the proposal is printed, too.
"""

# ruff: noqa: T201

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from interleave.book import Book
from interleave.contract import Contract, Mismatch, Reading, circumstances, loaded
from interleave.contract.possible import START_METHODS
from interleave.quiz.answer import answer
from interleave.quiz.question import read_quiz
from interleave.quiz.reason import expected_of
from interleave.run import interpreter
from interleave.scaffold.looking import files_of, look
from interleave.scaffold.propose import proposed
from interleave.scaffold.seen import Seen
from interleave.trial.mutants.outputs import output_mutants, survives

FURTHER = 50
ON_ONE_CORE = 9
WANTED = 0.8  # of the wrong outputs
SEEDS = 1_000  # between those of the runs seen and of further ones


def kept(contract: Contract, seen: Seen) -> Reading | None:
    """Read a run; None if it breaks the contract."""
    try:
        return contract.checked(seen.transcript, seen.circumstance)
    except Mismatch:
        return None


def rejected(contract: Contract, hidden: Contract, seen: Sequence[Seen]) -> tuple[list[bool], list[bool]]:
    """Say of wrong outputs, those that it makes and those of the hidden contract, whether the contract rejects them."""
    for each in seen:
        reading, other = kept(contract, each), kept(hidden, each)
        if each.circumstance.usual and reading and other:
            wrong = [mutant for mutant in output_mutants(hidden, other) if not survives(hidden, other, mutant)]
            return (
                [not survives(contract, reading, mutant) for mutant in output_mutants(contract, reading)],
                [kept(contract, each._replace(transcript=mutant.transcript)) is None for mutant in wrong],
            )
    return [], []


def impossible(book: Book, contract: Contract) -> list[bool]:
    """Say of each output that was written by hand as impossible whether the contract rejects it."""
    options = read_quiz(book.impossible_file(contract.snippet).read_text("utf-8")).options
    asked = circumstances(START_METHODS if book.follows_start_method(contract) else (None,))
    wrong = (option for option in options if option.expected == "impossible")
    return [expected_of(answer(contract, option, asked).verdict) == "impossible" for option in wrong]


def measured(book: Book, snippet: str, pythons: list[str], *, shown: bool) -> bool:
    """Print a row. Return whether all is as it should be."""
    builds = [interpreter(path) for path in pythons]
    seen = look(book, snippet, builds)
    text = proposed(snippet, {name: book.source(name) for name in (snippet, *files_of(book, snippet))}, seen)
    if shown:
        print(text)
    contract = loaded(text, f"test_{Path(snippet).name}")
    further = look(book, snippet, builds, FURTHER, SEEDS)
    on_one_core = look(book, snippet, builds, ON_ONE_CORE, 2 * SEEDS, "one-core")
    held = [kept(contract, each) is not None for each in (*further, *on_one_core)]
    own, of_hidden = rejected(contract, book.contract(snippet), further)
    columns = held[: len(further)], held[len(further) :], own, of_hidden, impossible(book, contract)
    cells = [f"{sum(column):3}/{len(column):<3}" for column in columns]
    print(f"{snippet:30} {len(seen):3}  {'  '.join(cells)}", flush=True)
    return all(held) and sum(own) >= WANTED * len(own)


def main() -> int:
    """Print a row for each program. Return 0 if all are as they should be."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("snippets", nargs="*")
    parser.add_argument("--python", action="append")
    given = parser.parse_args()
    book = Book(Path(__file__).parents[1])
    beside = {name for file in book.contract_files() for name in book.contract_in(file).files}
    snippets = given.snippets or [name for name in book.snippets() if name not in beside]
    shown = len(given.snippets) == 1
    print(f"{'':30} runs  further  1 core   its own  hidden   by hand")
    good = [measured(book, each, given.python or [sys.executable], shown=shown) for each in snippets]
    print(f"{sum(good)} of {len(good)} hold and reject {WANTED:.0%}")
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
