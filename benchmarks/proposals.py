"""Our own programs with their contracts hidden: what `make new` would propose for each, held against further runs.

    python -m benchmarks.proposals [--python PATH ...] [process/pool.py ...]

A row has how many runs the proposal was made of, how many of FURTHER new ones break it, and how many of the wrong
outputs made of one of them it rejects. With one program named, the proposal is printed, too.
"""

# ruff: noqa: T201

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from interleave.book import Book
from interleave.contract import Contract, Mismatch, Reading, loaded
from interleave.run import interpreter
from interleave.scaffold.looking import files_of, look
from interleave.scaffold.propose import proposed
from interleave.scaffold.seen import Seen
from interleave.trial.mutants.outputs import output_mutants, survives

FURTHER = 50
WANTED = 0.8  # of the wrong outputs
SEEDS = 1_000  # between those of the runs seen and of further ones


def kept(contract: Contract, seen: Seen) -> Reading | None:
    """Read a run; None if it breaks the contract."""
    try:
        return contract.checked(seen.transcript, seen.circumstance)
    except Mismatch:
        return None


def measured(book: Book, snippet: str, pythons: list[str], *, shown: bool) -> bool:
    """Print a row. Return whether all is as it should be."""
    builds = [interpreter(path) for path in pythons]
    seen = look(book, snippet, builds)
    text = proposed(snippet, {name: book.source(name) for name in (snippet, *files_of(book, snippet))}, seen)
    if shown:
        print(text)
    contract = loaded(text, f"test_{Path(snippet).name}")
    further = look(book, snippet, builds, FURTHER, SEEDS)
    readings = [kept(contract, each) for each in further]
    broken = sum(reading is None for reading in readings)
    killed = [
        [not survives(contract, reading, mutant) for mutant in output_mutants(contract, reading)]
        for reading, each in zip(readings, further, strict=True)
        if reading and each.circumstance.usual
    ]
    share = sum(killed[0]) / len(killed[0]) if killed else 0.0
    good = not broken and share >= WANTED
    print(f"{snippet:34} of {len(seen)} runs; {broken:2} of {len(further)} break it; {share:4.0%} rejected", flush=True)
    return good


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
    good = [measured(book, each, given.python or [sys.executable], shown=shown) for each in snippets]
    print(f"{sum(good)} of {len(good)} hold and reject {WANTED:.0%}")
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
