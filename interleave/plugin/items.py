"""The tests that a contract gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from interleave.book import Book
from interleave.contract import Circumstances, ContractMistake, Mismatch
from interleave.evidence.recording import Recording
from interleave.mistake import Mistake
from interleave.run import Shake
from interleave.trial.mutants.outputs import gets_through, output_mutants
from interleave.trial.mutants.score import Score
from interleave.trial.runner import BrokenContract, Runner, Way

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from interleave.contract import Claim, Contract, Outcome
    from interleave.plugin.observing import Observing
    from interleave.plugin.soaking import Soak
    from interleave.run import Interpreter

_SHOWN_MUTANTS = 5


@dataclass(frozen=True)
class Settings:
    """What this pytest was asked for.

    `recorded_on` is the Python minor version of all recordings, empty for any. `seed` is that of each test's first
    run's `Shake`, the seeds of its later runs follow; None for undisturbed runs. `soak` is there for `--runs` of more
    than one, `observing` for `--observe`.
    """

    root: Path
    pythons: tuple[Interpreter, ...]
    record: bool
    mutate: bool
    traced: bool
    recorded_on: str
    seed: int | None
    soak: Soak | None
    observing: Observing | None

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
        if settings.observing is not None:
            yield from self._observed(runner, settings)
            return
        for python in settings.pythons:
            version = _version(python)
            for way in runner.ways(python):
                under = "-".join(filter(None, (version, str(way))))
                yield Holds.from_parent(self, name=f"holds[{under}]", runner=runner, python=python, way=way)
            for claim in self.contract.of_mode("sometimes"):
                name = f"sometimes[{claim.name}-{version}]"
                yield Sometimes.from_parent(self, name=name, runner=runner, python=python, claim=claim)
        yield Recorded.from_parent(self, name="recording", runner=runner)
        if book.tallies_file(self.contract.snippet).exists():
            yield Tallied.from_parent(self, name="tallies", runner=runner)
        if self.contract.outcomes or book.observations_file(self.contract.snippet).exists():
            yield Observed.from_parent(self, name="observed", runner=runner)
        if not settings.record:  # mutants are of what is recorded
            yield Outputs.from_parent(self, name="outputs", runner=runner)
            if settings.mutate:
                from interleave.plugin.mutant_items import mutants_of  # noqa: PLC0415  (LibCST is not for every pytest)

                yield from mutants_of(self, runner, settings.pythons)

    def _observed(self, runner: Runner, settings: Settings) -> Iterator[pytest.Item]:
        for python in settings.pythons if self.contract.outcomes else ():
            for way in runner.shown_ways(python):
                under = "-".join(filter(None, (_version(python), str(way))))
                yield Observes.from_parent(self, name=f"observes[{under}]", runner=runner, python=python, way=way)


class ContractTest(pytest.Item):
    """One test of a contract."""

    def __init__(self, *, runner: Runner, **rest: Any) -> None:  # noqa: ANN401
        super().__init__(**rest)
        self.runner = runner

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:  # noqa: ANN401
        """Say a broken contract and an author's mistake without a traceback."""
        if isinstance(excinfo.value, BrokenContract | Mistake):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where the contract stands."""
        return self.path, self.runner.contract.line - 1, self.name


class Holds(ContractTest):
    """Every run keeps the contract."""

    def __init__(self, *, python: Interpreter, way: Way, **rest: Any) -> None:  # noqa: ANN401
        """Take under what to run."""
        super().__init__(**rest)
        self.python = python
        self.way = way

    def runtest(self) -> None:
        """Run once, or look what came of it in the soak. Raises BrokenContract."""
        settings = self.config.stash[settings_key]
        if settings.soak is None:
            self.runner.run(self.python, self.way, settings.shake(1), trace=settings.traced)
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
        """Run until a witness comes, under one start method after the other. Raises BrokenContract if none does."""
        settings = self.config.stash[settings_key]
        if settings.soak is not None:
            settings.soak.judge_hunt(self)
            return
        ways = self.runner.shown_ways(self.python)
        for number in range(self.claim.within):
            _, outcome = self.runner.run(self.python, ways[number % len(ways)], settings.shake(number + 1))
            if self.claim.holds_in(outcome):
                return
        raise BrokenContract(self.no_witness(self.claim.within))

    def no_witness(self, runs: int) -> str:
        """Say that so many runs did not show it."""
        return (
            f"none of {runs} runs under {self.python.implementation} {self.python.version} "
            f"showed claim {self.claim.name} (sometimes: {self.claim.en})"
        )


class Recorded(ContractTest):
    """The recording is what the program printed, and still keeps the contract."""

    def runtest(self) -> None:
        """Hold the recording, or renew it if that was asked for. Raises Mistake or BrokenContract."""
        runner = self.runner
        contract = runner.contract
        book = runner.book
        settings = self.config.stash[settings_key]
        try:
            recording = book.fresh_recording(contract)
        except Mistake:
            if not settings.record:
                raise
            recording = self._record(settings)
        expected = settings.recorded_on
        file = book.shown(book.recording_file(contract.snippet))
        if expected and recording.minor != expected:
            raise Mistake(
                file,
                1,
                f"was recorded on {recording.python}, and all others on CPython {expected}",
                f"remove it and record it on {expected}",
            )
        outcome = _recorded_outcome(runner, recording)
        for claim in contract.of_mode("sometimes"):
            if claim.shown and not claim.holds_in(outcome):
                raise BrokenContract(f"{file} is no witness of claim {claim.name}, which the card is to show")

    def _record(self, settings: Settings) -> Recording:
        """Run until a run shows what the card is to show, and keep it."""
        runner = self.runner
        contract = runner.contract
        python = settings.pythons[0]
        way = runner.usual(python)
        expected = settings.recorded_on
        if expected and _minor(python) != expected:
            raise BrokenContract(
                f"recordings are made on CPython {expected} and this is {_minor(python)}; "
                f"record with: pytest --record --python PATH-OF-PYTHON-{expected} {runner.book.shown(self.path)}"
            )
        shown = [claim for claim in contract.of_mode("sometimes") if claim.shown]
        tries = max((claim.within for claim in shown), default=1)
        for _ in range(tries):
            done, outcome = runner.run(python, way, trace=True)
            if all(claim.holds_in(outcome) for claim in shown):
                hashes = runner.book.hashes(contract)
                made = Recording.of(done, outcome, contract, hashes, way.start_method)
                made.write(runner.book.recording_file(contract.snippet))
                return runner.book.recording(contract.snippet)
        wanted = ", ".join(claim.name for claim in shown)
        raise BrokenContract(f"none of {tries} runs showed what the card is to show ({wanted}); nothing was recorded")


class Tallied(ContractTest):
    """The tallies beside the snippet are of this program and this contract, and no run broke it."""

    def runtest(self) -> None:
        """Read them. Raises Mistake or BrokenContract."""
        book, contract = self.runner.book, self.runner.contract
        tallies = book.fresh_tallies(contract)
        if tallies and tallies.kept < tallies.runs:
            file = book.shown(book.tallies_file(contract.snippet))
            raise BrokenContract(f"{file}: {tallies.runs - tallies.kept} of {tallies.runs} runs broke the contract")


class Observes(ContractTest):
    """Every run comes to an outcome that was declared and is expected."""

    def __init__(self, *, python: Interpreter, way: Way, **rest: Any) -> None:  # noqa: ANN401
        """Take under what to run."""
        super().__init__(**rest)
        self.python = python
        self.way = way

    def runtest(self) -> None:
        """Look what came of the runs. Raises BrokenContract."""
        observing = self.config.stash[settings_key].observing
        assert observing is not None
        if why := observing.unreadable(self):
            pytest.skip(why)
        observing.judge(self)


class Observed(ContractTest):
    """The observations beside the snippet are of this program and of the outcomes that the contract declares."""

    def runtest(self) -> None:
        """Read them. Raises Mistake."""
        self.runner.book.fresh_observations(self.runner.contract)


class Outputs(ContractTest):
    """The contract rejects every wrong output that can be made from the recording."""

    def runtest(self) -> None:
        """Hold each against the contract. Raises Mistake or BrokenContract."""
        runner = self.runner
        contract = runner.contract
        outcome = _recorded_outcome(runner, runner.book.fresh_recording(contract))
        score = Score("outputs")
        through = []
        for mutant in output_mutants(contract, outcome):
            alive = gets_through(contract, outcome, mutant)
            score.count(mutant.operator, killed=not alive)
            if alive:
                through.append(mutant)
        score.keep(self.user_properties)
        if through:
            told = [f"{len(through)} wrong outputs keep the contract of {contract.snippet}; say more in it:"]
            for mutant in through[:_SHOWN_MUTANTS]:
                told += [f"{mutant.operator}: {mutant.what}", *mutant.diff(outcome.transcript)]
            told += [f"(and {len(through) - _SHOWN_MUTANTS} more)"] if len(through) > _SHOWN_MUTANTS else []
            raise BrokenContract("\n".join(told))


def _recorded_outcome(runner: Runner, recording: Recording) -> Outcome:
    """Hold a recording against the contract. Raises BrokenContract."""
    major, minor = map(int, recording.minor.split("."))
    circumstances = Circumstances((major, minor), recording.free_threaded, recording.start_method)
    try:
        return runner.contract.checked(recording.transcript(), circumstances)
    except Mismatch as mismatch:
        file = runner.book.shown(runner.book.recording_file(recording.snippet))
        raise BrokenContract(f"{file} does not keep the contract\n{mismatch}") from None


def _minor(python: Interpreter) -> str:
    return ".".join(map(str, python.version_info))


def _version(python: Interpreter) -> str:
    return _minor(python) + ("t" if python.free_threaded else "")
