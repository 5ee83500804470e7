"""One run as a value: all that is needed to do it, on whatever machine, and what came of it."""

from __future__ import annotations

import hashlib
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from interleave.contract import loaded
from interleave.run import Shake, interpreter
from interleave.trial.runner import BrokenContract, Way, attempt, observe

if TYPE_CHECKING:
    from interleave.run import Run


class Variant(NamedTuple):
    """What one series of runs has in common.

    `python` is the path of the Python, `version` what it says it is ("CPython 3.15.2", with a "t" for a free-threaded
    build), `way` how it is run.
    """

    snippet: str
    python: str
    version: str
    way: Way


@dataclass(frozen=True, slots=True)
class Job:
    """One run to be done, the variant's `number`th (from 1), shaken by the `Shake` of `seed` (None: undisturbed).

    It carries the texts of the programs (by their paths below `snippets/`, the snippet first) and of the contract,
    whose file is `contract_file`, so that whoever does it needs no copy of the book. `observed` asks which of the
    declared outcomes the run comes to; one that comes to none of them breaks the contract, then.
    """

    variant: Variant
    number: int
    seed: int | None
    programs: tuple[tuple[str, str], ...]
    contract_file: str
    contract_text: str
    observed: bool = False

    @property
    def key(self) -> str:
        """What tells this run from all others, of other programs and other contracts too."""
        observed = ("observed",) if self.observed else ()
        told = (self.programs, self.contract_text, *self.variant[2:], self.number, self.seed, *observed)
        return f"{self.variant.snippet} {hashlib.sha256(repr(told).encode()).hexdigest()[:24]}"


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a job.

    `python`, `free_threaded` and `platform` are what the machine said that did it, `seconds` is how long the program
    ran, `seen` names the sometimes-claims that the run shows, `came_to` the declared outcome if the job asked for it.
    `broken` is empty if the run kept the contract; else it says why not, and the run is kept whole: in `printed` when
    each line came (seconds) and its text, `pids`, `exit`.
    """

    key: str
    python: str
    free_threaded: bool
    platform: str
    seconds: float
    seen: tuple[str, ...] = ()
    broken: str = ""
    printed: tuple[tuple[float, str], ...] = ()
    pids: tuple[int, ...] = ()
    exit: int = 0
    came_to: str = ""


def perform(job: Job) -> Result:
    """Do a job.

    Raises InterpreterError if this machine has no such Python, and what the contract's file raises if it can not be
    loaded.
    """
    contract = loaded(job.contract_text, job.contract_file)
    python = interpreter(job.variant.python)
    shake = None if job.seed is None else Shake.of(job.seed)
    with tempfile.TemporaryDirectory(prefix="interleave-") as room:
        programs = []
        for number, (name, text) in enumerate(job.programs):
            program = Path(room, str(number), Path(name).name)
            program.parent.mkdir()
            program.write_text(text, "utf-8", newline="")
            programs.append(program)
        about = (f"{python.implementation} {python.version}", python.free_threaded, python.platform)
        try:
            if job.observed:
                done, outcome, came_to = observe(contract, programs, python, job.variant.way, shake)
            else:
                done, outcome = attempt(contract, programs, python, job.variant.way, shake)
                came_to = ""
        except BrokenContract as error:
            return _broken(job, about, str(error), error.run)
    seen = tuple(claim.name for claim in contract.of_mode("sometimes") if claim.holds_in(outcome))
    return Result(job.key, *about, seconds=done.seconds, seen=seen, came_to=came_to)


def _broken(job: Job, about: tuple[str, bool, str], message: str, run: Run | None) -> Result:
    assert run is not None
    shown = run.transcript
    return Result(
        job.key,
        *about,
        seconds=run.seconds,
        broken=message,
        printed=tuple((round(line.at, 4), line.text) for line in shown.lines),
        pids=tuple(sorted(shown.pids)),
        exit=shown.exit,
    )
