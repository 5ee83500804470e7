"""The tests of one contract."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from interleave.contract import ContractMistake, Mismatch
from interleave.mistake import Mistake
from interleave.plugin.settings import Settings, settings_key
from interleave.trial.mutants.outputs import output_mutants, survives
from interleave.trial.mutants.score import Score
from interleave.trial.record import recorded, reworded
from interleave.trial.runner import BrokenContract

if TYPE_CHECKING:
    from pathlib import Path

    from interleave.circumstance import Circumstance
    from interleave.contract import Claim, Reading
    from interleave.evidence.recording import Recording
    from interleave.run import Interpreter
    from interleave.trial.runner import Runner

UNFENCED = ("unfenced", True)
"""The property of a test whose program the kernel did not keep from writing outside its directory."""

_SHOWN_MUTANTS = 5
_TRIES = 300  # to record a run that shows an outcome


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
            done, _ = self.runner.run(self.python, self.circumstance, settings.shake(1), trace=settings.traced)
            if not done.fenced:
                self.user_properties.append(UNFENCED)
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
            alive = survives(contract, reading, mutant)
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
