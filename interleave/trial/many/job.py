"""One run as a value that any worker can do, and its result."""

from __future__ import annotations

import hashlib
import tempfile
from dataclasses import dataclass
from pathlib import Path

from interleave.circumstance import Circumstance
from interleave.contract import loaded
from interleave.run import Shake, interpreter
from interleave.trial.runner import BrokenContract, attempt


@dataclass(frozen=True, slots=True)
class Job:
    """One run of a contract's snippet in a circumstance, the `number`th (from 1) of its test.

    `programs` has the path below `snippets/` and the text of each program, the snippet first, so that a worker needs no
    copy of the book; the contract's text is that of `contract_file`. `python` is the path of the Python, and the build
    in `circumstance` is its build on the machine that made the job. `seed` is that of the `Shake`, None for an
    undisturbed run.
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
        """The snippet's path below `snippets/`."""
        return self.programs[0][0]

    @property
    def key(self) -> str:
        """A name that no other run has, of this program and contract or of others."""
        parts = (self.programs, self.contract_text, self.circumstance, self.number, self.seed)
        return f"{self.snippet} {hashlib.sha256(repr(parts).encode()).hexdigest()[:24]}"


@dataclass(frozen=True, slots=True)
class Result:
    """The result of the job with this `key`.

    The build in `circumstance` is that of the worker's machine. `seconds` is how long the program ran, `held` has the
    names of the claims that are true of the run. For a run that broke the contract, `broken` is the message (else
    empty), and the run is kept whole: `printed` has the arrival time in seconds and the text of each line.
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

    Raises InterpreterError if this machine does not have the job's Python, and what the contract's file raises if it
    cannot be loaded.
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
            run, reading = attempt(contract, programs, interpreter(job.python), job.circumstance, shake)
        except BrokenContract as broken:
            return _broken(job, broken)
    held = tuple(claim.name for claim in contract.claims if claim.holds_in(reading))
    return Result(job.key, run.circumstance, round(run.seconds, 4), held)


def _broken(job: Job, broken: BrokenContract) -> Result:
    run = broken.run
    assert run is not None
    shown = run.transcript
    return Result(
        job.key,
        run.circumstance,
        round(run.seconds, 4),
        broken=str(broken),
        printed=tuple((round(line.at, 4), line.text) for line in shown.lines),
        pids=tuple(sorted(shown.pids)),
        exit=shown.exit,
    )
