"""The tests that a contract gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from interleave.book import Book
from interleave.contract import ContractMistake, Mismatch
from interleave.mistake import Mistake
from interleave.run import Shake
from interleave.trial.mutants.outputs import gets_through, output_mutants
from interleave.trial.mutants.score import Score
from interleave.trial.record import recorded, reworded
from interleave.trial.runner import BrokenContract, Runner

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from interleave.circumstance import Circumstance
    from interleave.contract import Claim, Contract, Reading
    from interleave.evidence.recording import Recording
    from interleave.plugin.soak import Soak
    from interleave.run import Interpreter

_SHOWN_MUTANTS = 5
_TRIES = 300  # to record a run that shows an outcome


@dataclass(frozen=True)
class Settings:
    """What this pytest was asked for.

    `record` is the name of the recordings to renew (empty for the usual ones), None if none are. `recorded_on` is the
    Python minor version of all usual recordings, empty for any. `seed` is that of each test's first run's `Shake`, the
    seeds of its later runs follow; None for undisturbed runs. `soak` is there for `--runs`.
    """

    root: Path
    pythons: tuple[Interpreter, ...]
    record: str | None
    mutate: bool
    traced: bool
    recorded_on: str
    seed: int | None
    soak: Soak | None

    def shake(self, number: int) -> Shake | None:
        """Give the disturbance of a test's `number`th run (from 1)."""
        return None if self.seed is None else Shake.of(self.seed + number - 1)


settings_key = pytest.StashKey[Settings]()


class ContractFile(pytest.Module):
    """A file below `tests/snippets/`."""

    def collect(self) -> Any:  # noqa: ANN401  (what pytest's own says)
        """Collect as any module; an author's mistake is one line."""
        try:
            return super().collect()
        except ContractMistake:
            book = Book(self.config.rootpath)
            try:
                book.contract_in(self.path)
            except Mistake as mistake:
                raise self.CollectError(str(mistake)) from None
            raise


class ContractTests(pytest.Collector):
    """A contract among the things of its file."""

    def __init__(self, *, contract: Contract, **rest: Any) -> None:  # noqa: ANN401
        """Take the contract and what pytest gives every collector."""
        super().__init__(**rest)
        self.contract = contract

    def collect(self) -> Iterator[pytest.Item]:
        """Give the tests."""
        settings = self.config.stash[settings_key]
        book = Book(settings.root)
        for program in book.programs(self.contract):
            if not program.exists():
                where = f"{book.shown(self.path)}:{self.contract.line}"
                name = program.relative_to(settings.root / "snippets").as_posix()
                raise self.CollectError(f"{where}: there is no snippet {name}; write it, or mend the name")
        runner = Runner(self.contract, book)
        for python in settings.pythons:
            for circumstance in runner.circumstances(python):
                name = f"holds[{circumstance}]"
                yield Holds.from_parent(self, name=name, runner=runner, python=python, circumstance=circumstance)
            for claim in self.contract.witnessed:
                name = f"sometimes[{claim.name}-{python.build.minor}]"
                yield Sometimes.from_parent(self, name=name, runner=runner, python=python, claim=claim)
        there = {"", *book.recording_names(self.contract.snippet)}
        for which in sorted(there) if settings.record is None else [settings.record]:
            name = f"recording[{which}]" if which else "recording"
            yield Recorded.from_parent(self, name=name, runner=runner, which=which)
        if book.tally_file(self.contract.snippet).exists():
            yield Tallied.from_parent(self, name="tally", runner=runner)
        if settings.record is None:  # mutants are of what is recorded
            yield Outputs.from_parent(self, name="outputs", runner=runner)
            if settings.mutate:
                from interleave.plugin.mutant_items import mutants_of  # noqa: PLC0415  (LibCST is not for every pytest)

                yield from mutants_of(self, runner, settings.pythons)


class ContractTest(pytest.Item):
    """One test of a contract."""

    def __init__(self, *, runner: Runner, **rest: Any) -> None:  # noqa: ANN401
        super().__init__(**rest)
        self.runner = runner

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:  # noqa: ANN401
        """Say a broken contract and an author's mistake without a traceback."""
        if isinstance(excinfo.value, BrokenContract | ContractMistake | Mistake):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where the contract stands."""
        return self.path, self.runner.contract.line - 1, self.name


class Holds(ContractTest):
    """Every run keeps the contract."""

    def __init__(self, *, python: Interpreter, circumstance: Circumstance, **rest: Any) -> None:  # noqa: ANN401
        """Take under what to run."""
        super().__init__(**rest)
        self.python = python
        self.circumstance = circumstance

    def runtest(self) -> None:
        """Run once, or look what came of it in the soak. Raises BrokenContract."""
        settings = self.config.stash[settings_key]
        if settings.soak is None:
            self.runner.run(self.python, self.circumstance, settings.shake(1), trace=settings.traced)
        else:
            settings.soak.judge(self)


class Sometimes(ContractTest):
    """Some run shows what a claim says."""

    def __init__(self, *, python: Interpreter, claim: Claim, **rest: Any) -> None:  # noqa: ANN401
        """Take the claim, and under what to run."""
        super().__init__(**rest)
        self.python = python
        self.claim = claim

    def runtest(self) -> None:
        """Run until a witness comes, one circumstance after the other; in a soak, only if no run of it was one.

        Raises BrokenContract if none comes.
        """
        settings = self.config.stash[settings_key]
        claim, made = self.claim, 0
        if settings.soak is not None:
            seen, made = settings.soak.counted(self.runner, self.python, claim.name)
            if seen:
                return
        circumstances = [each for each in self.runner.circumstances(self.python) if each.output == "terminal"]
        for number in range(made, claim.within):
            circumstance = circumstances[number % len(circumstances)]
            _, reading = self.runner.run(self.python, circumstance, settings.shake(number + 1))
            if claim.holds_in(reading):
                return
        raise BrokenContract(
            f"none of {max(made, claim.within)} runs under {self.python.build} "
            f"showed claim {claim.name} (sometimes: {claim.en})"
        )


class Recorded(ContractTest):
    """A recording is what the program printed, and still keeps the contract."""

    def __init__(self, *, which: str, **rest: Any) -> None:  # noqa: ANN401
        """Take the recording's name, empty for the usual one."""
        super().__init__(**rest)
        self.which = which

    def runtest(self) -> None:
        """Hold the recording, or renew it if that was asked for. Raises Mistake or BrokenContract."""
        book, contract = self.runner.book, self.runner.contract
        settings = self.config.stash[settings_key]
        stale = book.stale_recording(contract, self.which)
        if stale and settings.record is None:
            raise stale
        if stale:
            self._renew(settings)
        recording = book.recording(contract.snippet, self.which)
        expected = settings.recorded_on
        file = book.shown(book.recording_file(contract.snippet, self.which))
        build = recording.circumstance.build
        if expected and not self.which and build.minor != expected:
            what = f"was recorded on {build}, and all others on CPython {expected}"
            raise Mistake(file, 1, what, f"remove it and record it on {expected}")
        reading = _recorded_reading(self.runner, recording)
        for claim in contract.claims:
            if claim.shown and not claim.holds_in(reading):
                raise BrokenContract(f"{file} is no witness of claim {claim.name}, which the card is to show")

    def _renew(self, settings: Settings) -> None:
        """Say it in the contract's new words if only these changed, else make it anew."""
        book, contract = self.runner.book, self.runner.contract
        try:
            old = book.recording(contract.snippet, self.which)
        except Mistake:
            old = None
        if old and old.contract == contract.fingerprint and old.files == book.hashes(contract):
            made = reworded(old, _recorded_reading(self.runner, old), contract)
        else:
            made = self._recorded(settings)
        made.write(book.recording_file(contract.snippet, self.which))

    def _recorded(self, settings: Settings) -> Recording:
        """Run until a run shows what the card is to show, and make a recording of it. Raises BrokenContract."""
        runner, contract, python = self.runner, self.runner.contract, settings.pythons[0]
        expected = settings.recorded_on
        if expected and not self.which and python.build.minor != expected:
            raise BrokenContract(
                f"recordings are made on CPython {expected} and this is {python.build.minor}; "
                f"record with: pytest --record --python PATH-OF-PYTHON-{expected} {runner.book.shown(self.path)}"
            )
        shown = [claim for claim in contract.claims if claim.shown]
        tries = max((claim.within if claim.within > 1 else _TRIES for claim in shown), default=1)
        for _ in range(tries):
            done, reading = runner.run(python, runner.usual(python), trace=python.traceable)
            if all(claim.holds_in(reading) for claim in shown):
                return recorded(done, reading, contract, runner.book.hashes(contract), self.which)
        wanted = ", ".join(claim.name for claim in shown)
        raise BrokenContract(f"none of {tries} runs showed what the card is to show ({wanted}); nothing was recorded")


class Tallied(ContractTest):
    """The tally beside the snippet is of this program and this contract."""

    def runtest(self) -> None:
        """Read it. Raises Mistake."""
        if stale := self.runner.book.stale_tally(self.runner.contract):
            raise stale


class Outputs(ContractTest):
    """The contract rejects every wrong output that can be made from the recording."""

    def runtest(self) -> None:
        """Hold each against the contract. Raises Mistake or BrokenContract."""
        runner = self.runner
        contract = runner.contract
        reading = _recorded_reading(runner, runner.book.recording(contract.snippet))
        score = Score("outputs")
        through = []
        for mutant in output_mutants(contract, reading):
            alive = gets_through(contract, reading, mutant)
            score.count(mutant.operator, killed=not alive)
            if alive:
                through.append(mutant)
        score.keep(self.user_properties)
        if through:
            told = [f"{len(through)} wrong outputs keep the contract of {contract.snippet}; say more in it:"]
            for mutant in through[:_SHOWN_MUTANTS]:
                told += [f"{mutant.operator}: {mutant.what}", *mutant.diff(reading.transcript)]
            told += [f"(and {len(through) - _SHOWN_MUTANTS} more)"] if len(through) > _SHOWN_MUTANTS else []
            raise BrokenContract("\n".join(told))


def _recorded_reading(runner: Runner, recording: Recording) -> Reading:
    """Hold a recording against the contract. Raises BrokenContract."""
    try:
        return runner.contract.checked(recording.transcript(), recording.circumstance)
    except Mismatch as mismatch:
        file = runner.book.shown(runner.book.recording_file(recording.snippet, recording.name))
        raise BrokenContract(f"{file} does not keep the contract\n{mismatch}") from None
