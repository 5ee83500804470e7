"""Run a mutant until a run kills it."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from interleave.run import Shake
from interleave.trial.runner import BrokenContract, attempt

if TYPE_CHECKING:
    from interleave.run import Interpreter
    from interleave.trial.mutants.program import Mutant
    from interleave.trial.runner import Runner

RUNS = 20
"""The least number of runs that a survivor has."""


@dataclass(frozen=True, slots=True)
class Fate:
    """Whether a mutant was killed, after how many runs, and by what (several lines; empty for a survivor)."""

    killed: bool
    runs: int
    by: str


def verdict(runner: Runner, python: Interpreter, mutant: Mutant) -> Fate:
    """Run a mutant of one of the runner's programs until a run kills it.

    What would fail a test of the contract kills it, under the contract's own time limit: so none is killed for being
    slow. A survivor kept the contract in RUNS runs, in each circumstance in turn, and showed a witness of each
    sometimes-claim in as many runs as the claim allows. After the first run in each circumstance, every other run up
    to RUNS is shaken, each circumstance's in turn, always by the same seeds.
    """
    contract, circumstances = runner.contract, runner.circumstances(python)
    with tempfile.TemporaryDirectory(prefix="mutant-") as directory:
        changed = Path(directory) / mutant.file
        changed.write_text(mutant.source, "utf-8")
        programs = [changed if program.name == mutant.file else program for program in runner.programs]
        wanted = contract.witnessed
        number = 0
        while number < RUNS or wanted:
            lap, turn = divmod(number, len(circumstances))
            shake = Shake.of(number) if lap and (lap + turn) % 2 and number < RUNS else None
            number += 1
            try:
                _, reading = attempt(contract, programs, python, circumstances[turn], shake)
            except BrokenContract as broken:
                return Fate(killed=True, runs=number, by=str(broken))
            wanted = [claim for claim in wanted if not claim.holds_in(reading)]
            for claim in wanted:
                if number >= max(RUNS, claim.within):
                    by = f"none of {number} runs showed claim {claim.name} (sometimes: {claim.en})"
                    return Fate(killed=True, runs=number, by=by)
    return Fate(killed=False, runs=number, by="")
