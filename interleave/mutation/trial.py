"""Try a mutant: run it until a run gives it away."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from interleave.attempt import BrokenContract, attempt, may_take
from interleave.mistake import Mistake
from interleave.run import Shake

if TYPE_CHECKING:
    from collections.abc import Sequence

    from interleave.book import Book
    from interleave.contract import Contract, Outcome
    from interleave.run import Interpreter, Run

RUNS = 20
"""How many runs a mutant must survive at least."""

_FLOOR = 3.0  # seconds that every run of a mutant gets
_RATIO = 10.0  # times as long as the recorded run took
_TO_SPARE = 3.0  # times as fast as the limit the program itself must be, or the limit was too short


class Way(NamedTuple):
    """One way to run a program: a start method (None where it makes no difference), on a terminal or through a pipe."""

    start_method: str | None
    terminal: bool = True


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a mutant was killed, in how many runs, and by what (several lines; empty for a survivor)."""

    killed: bool
    runs: int
    by: str


class Trial:
    """Tries mutants of one contract's programs under one Python."""

    def __init__(
        self,
        book: Book,
        contract: Contract,
        python: Interpreter,
        start_methods: Sequence[str | None],
        default: str | None,
    ) -> None:
        """Find out for how long they may run. Where the output goes through a pipe, the start method is `default`."""
        self._contract = contract
        self._python = python
        self._programs = book.programs(contract)
        self._ways = [*map(Way, start_methods), Way(default, terminal=False)]
        try:
            usual = book.recording(contract.snippet).seconds
        except Mistake:
            usual = contract.seconds
        self._patience = max(_FLOOR, _RATIO * usual)

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
            mutated = [changed if program.name == file else program for program in self._programs]
            wanted = self._contract.of_mode("sometimes")
            number = 0
            while number < RUNS or wanted:
                way, shake = self._ways[number % len(self._ways)], self._shake(number)
                number += 1
                try:
                    outcome = self._held(mutated, way, shake)
                except BrokenContract as broken:
                    return Verdict(killed=True, runs=number, by=str(broken))
                wanted = [claim for claim in wanted if not claim.holds_in(outcome)]
                for claim in wanted:
                    if number >= max(RUNS, claim.within):
                        by = f"none of {number} runs showed claim {claim.name} (sometimes: {claim.en})"
                        return Verdict(killed=True, runs=number, by=by)
        return Verdict(killed=False, runs=number, by="")

    def _shake(self, number: int) -> Shake | None:
        """The disturbance of run `number` (from 0), in turns that meet each way with it and without it."""
        rounds, way = divmod(number, len(self._ways))
        return Shake.of(number) if rounds and (rounds + way) % 2 and number < RUNS else None

    def _held(self, mutated: Sequence[Path], way: Way, shake: Shake | None) -> Outcome:
        """Run once, with a time limit that is short and yet kills nothing that is only slow. Raises BrokenContract.

        A mutant hangs when it overran a limit under which the program itself, run right after it on the same busy
        machine, has time to spare. Where it had not, the limit was too short and is doubled, up to the contract's own:
        there a mutant is killed by what would fail an ordinary test.
        """
        longest = may_take(self._contract, shake)
        limit = min(self._patience, longest)
        while True:
            try:
                return self._run(mutated, way, shake, limit)[1]
            except BrokenContract as broken:
                if not _overran(broken, limit) or limit >= longest:
                    raise
                if self._takes(way, shake, limit) * _TO_SPARE <= limit:
                    raise
            limit = min(2 * limit, longest)

    def _takes(self, way: Way, shake: Shake | None, limit: float) -> float:
        """How long the program itself takes now, in seconds, `limit` at most."""
        try:
            return self._run(self._programs, way, shake, limit)[0].seconds
        except BrokenContract:
            return limit

    def _run(self, programs: Sequence[Path], way: Way, shake: Shake | None, seconds: float) -> tuple[Run, Outcome]:
        return attempt(
            self._contract, programs, self._python, way.start_method, shake, terminal=way.terminal, seconds=seconds
        )


def _overran(broken: BrokenContract, limit: float) -> bool:
    return broken.run is not None and bool(broken.run.trouble) and broken.run.seconds >= limit
