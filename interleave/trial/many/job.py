"""One run as a value: all that is needed to do it, on whatever machine, and what came of it."""

from __future__ import annotations

import hashlib
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from interleave.circumstance import Circumstance
from interleave.contract import loaded
from interleave.run import Shake, interpreter
from interleave.trial.runner import BrokenContract, attempt

if TYPE_CHECKING:
    from interleave.run import Run


@dataclass(frozen=True, slots=True)
class Job:
    """One run to be done, the `number`th (from 1) of a test, shaken by the `Shake` of `seed` (None: undisturbed).

    It carries the texts of the programs (by their paths below `snippets/`, the snippet first) and of the contract,
    whose file is `contract_file`, so that whoever does it needs no copy of the book. `python` is the path of the
    Python, `circumstance` is under what to run, with the build of the machine that asks.
    """

    programs: tuple[tuple[str, str], ...]
    contract_file: str
    contract_text: str
    python: str
    circumstance: Circumstance
    number: int
    seed: int | None

    @property
    def snippet(self) -> str:
        """The program's path below `snippets/`."""
        return self.programs[0][0]

    @property
    def key(self) -> str:
        """What tells this run from all others, of other programs and other contracts too."""
        told = (self.programs, self.contract_text, self.circumstance, self.number, self.seed)
        return f"{self.snippet} {hashlib.sha256(repr(told).encode()).hexdigest()[:24]}"


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a job.

    `circumstance` is the run's, with the build of the machine that did it; `seconds` is how long the program ran,
    `held` names the claims that are true of the run. `broken` is empty if the run kept the contract; else it says why
    not, and the run is kept whole: in `printed` when each line came (seconds) and its text, `pids`, `exit`.
    """

    key: str
    circumstance: Circumstance
    seconds: float
    held: tuple[str, ...] = ()
    broken: str = ""
    printed: tuple[tuple[float, str], ...] = ()
    pids: tuple[int, ...] = ()
    exit: int = 0


def perform(job: Job) -> Result:
    """Do a job.

    Raises InterpreterError if this machine has no such Python, and what the contract's file raises if it cannot be
    loaded.
    """
    contract = loaded(job.contract_text, job.contract_file)
    shake = None if job.seed is None else Shake.of(job.seed)
    with tempfile.TemporaryDirectory(prefix="interleave-") as room:
        programs = []
        for name, text in job.programs:
            program = Path(room, name)
            program.parent.mkdir(parents=True, exist_ok=True)
            program.write_text(text, "utf-8", newline="")
            programs.append(program)
        try:
            done, reading = attempt(contract, programs, interpreter(job.python), job.circumstance, shake)
        except BrokenContract as error:
            return _broken(job, str(error), error.run)
    held = tuple(claim.name for claim in contract.claims if claim.holds_in(reading))
    return Result(job.key, done.circumstance, round(done.seconds, 4), held)


def _broken(job: Job, message: str, run: Run | None) -> Result:
    assert run is not None
    shown = run.transcript
    return Result(
        job.key,
        run.circumstance,
        round(run.seconds, 4),
        broken=message,
        printed=tuple((round(line.at, 4), line.text) for line in shown.lines),
        pids=tuple(sorted(shown.pids)),
        exit=shown.exit,
    )
