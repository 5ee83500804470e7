"""Try a mutant: run it until a run gives it away."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from interleave.mistake import Mistake
from interleave.run import Shake
from interleave.trial.runner import BrokenContract, held, patience

if TYPE_CHECKING:
    from collections.abc import Sequence

    from interleave.circumstance import Circumstance
    from interleave.contract import Reading
    from interleave.run import Interpreter
    from interleave.trial.runner import Runner

RUNS = 20
"""How many runs a mutant must survive at least."""

_FLOOR = 3.0  # seconds that every run of a mutant gets
_RATIO = 10.0  # times as long as the recorded run took
_TO_SPARE = 3.0  # times as fast as the limit the program itself must be, or the limit was too short


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a mutant was killed, in how many runs, and by what (several lines; empty for a survivor)."""

    killed: bool
    runs: int
    by: str


class Trial:
    """Tries mutants of one contract's programs under one Python."""

    def __init__(self, runner: Runner, python: Interpreter) -> None:
        """Find out how to run them, and for how long."""
        self._runner = runner
        self._python = python
        self._circumstances = runner.circumstances(python)
        self._longest = runner.contract.seconds
        self._patience = min(self._longest, max(_FLOOR, _RATIO * self._usual()))

    def _usual(self) -> float:
        """Seconds that the program itself took when it was recorded; where it was not, the time limit."""
        try:
            return self._runner.book.recording(self._runner.contract.snippet).seconds
        except Mistake:
            return self._longest

    def verdict(self, file: str, source: str) -> Verdict:
        """Run the programs, with `source` for the one whose file name is `file`, until a run gives the mutant away.

        It survives when RUNS runs kept the contract, each way in turn, and each sometimes-claim found its witness in
        as many runs as it may take. So what kills it is what would fail a test of the contract. After the first run of
        each way every other run is shaken, as far as RUNS: what shows in few schedules shows then, and the seeds are
        always the same.
        """
        with tempfile.TemporaryDirectory(prefix="mutant-") as directory:
            changed = Path(directory) / file
            changed.write_text(source, "utf-8")
            mutated = [changed if program.name == file else program for program in self._runner.programs]
            wanted = self._runner.contract.witnessed
            number = 0
            while number < RUNS or wanted:
                circumstance, shake = self._circumstances[number % len(self._circumstances)], self._shake(number)
                number += 1
                try:
                    reading = self._held(mutated, circumstance, shake)
                except BrokenContract as broken:
                    return Verdict(killed=True, runs=number, by=str(broken))
                wanted = [claim for claim in wanted if not claim.holds_in(reading)]
                for claim in wanted:
                    if number >= max(RUNS, claim.within):
                        by = f"none of {number} runs showed claim {claim.name} (sometimes: {claim.en})"
                        return Verdict(killed=True, runs=number, by=by)
        return Verdict(killed=False, runs=number, by="")

    def _shake(self, number: int) -> Shake | None:
        """The disturbance of run `number` (from 0), in turns that meet each way with it and without it."""
        rounds, way = divmod(number, len(self._circumstances))
        return Shake.of(number) if rounds and (rounds + way) % 2 and number < RUNS else None

    def _held(self, mutated: Sequence[Path], circumstance: Circumstance, shake: Shake | None) -> Reading:
        """Run once, with a time limit that is short and yet kills nothing that is only slow. Raises BrokenContract.

        A mutant hangs when it overran a limit under which the program itself, run right after it on the same busy
        machine, has time to spare. Where it had not, the limit was too short and is doubled, up to the contract's own:
        there a mutant is killed by what would fail an ordinary test.
        """
        limit, longest = patience(self._patience, shake), patience(self._longest, shake)
        while True:
            done = self._runner.execute(self._python, circumstance, mutated, limit, shake)
            if done.seconds < limit or limit >= longest:
                return held(self._runner.contract, done)
            itself = self._runner.execute(self._python, circumstance, self._runner.programs, limit, shake)
            if itself.seconds * _TO_SPARE <= limit:
                return held(self._runner.contract, done)
            limit = min(2 * limit, longest)
