"""The tests that a contract gives."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from interleave.book import Book
from interleave.contract import Circumstances, ContractMistake, Mismatch
from interleave.mistake import Mistake
from interleave.recording import Recording
from interleave.run import Limits, Run, run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from interleave.contract import Claim, Contract, Outcome
    from interleave.run import Interpreter

_BROKEN_RUNS = 5  # after so many a test stops: a broken contract should not take --runs times the time limit
_TALLY = "interleave runs"


@dataclass(frozen=True)
class Settings:
    """What this pytest was asked for. `recorded_on` is the Python minor version of all recordings, empty for any."""

    root: Path
    pythons: tuple[Interpreter, ...]
    runs: int
    record: bool
    recorded_on: str


settings_key = pytest.StashKey[Settings]()


class BrokenContract(Exception):
    """What a test of a contract has to say when it fails."""


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


class Runner:
    """Runs one contract's snippet."""

    def __init__(self, contract: Contract, settings: Settings) -> None:
        """Find out which start methods matter."""
        self.contract = contract
        self.settings = settings
        self.book = Book(settings.root)
        self.follows = self.book.follows_start_method(contract)

    def start_methods(self, python: Interpreter) -> tuple[str | None, ...]:
        """Give the start methods to run under; one of None when they make no difference."""
        return python.start_methods if self.follows else (None,)

    def run(self, python: Interpreter, start_method: str | None) -> tuple[Run, Outcome]:
        """Run once and hold the run against the contract. Raises BrokenContract."""
        program, *files = self.book.programs(self.contract)
        limits = Limits(seconds=self.contract.seconds)
        done = run(program, python=python, files=files, start_method=start_method, limits=limits)
        circumstances = Circumstances(python.version_info, python.free_threaded, self.applied(python, start_method))
        method = f", {circumstances.start_method}" if circumstances.start_method else ""
        head = f"snippets/{self.contract.snippet} under {python.implementation} {python.version}{method}:"
        if done.trouble:
            printed = [f"  | {line.text}" for line in done.transcript.lines[-12:]]
            raise BrokenContract("\n".join([head, *done.trouble, "  the last of what it printed:", *printed]))
        try:
            return done, self.contract.checked(done.transcript, circumstances)
        except Mismatch as mismatch:
            raise BrokenContract(f"{head}\n{mismatch}") from None

    def applied(self, python: Interpreter, start_method: str | None) -> str | None:
        """Give the start method that such a run has, None when there is none to speak of."""
        return start_method or (python.default_start_method if self.follows else None)


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
        runner = Runner(self.contract, settings)
        for python in settings.pythons:
            version = _version(python)
            for method in runner.start_methods(python):
                name = f"holds[{version}-{method}]" if method else f"holds[{version}]"
                yield Holds.from_parent(self, name=name, runner=runner, python=python, start_method=method)
            for claim in self.contract.of_mode("sometimes"):
                name = f"sometimes[{claim.name}-{version}]"
                yield Sometimes.from_parent(self, name=name, runner=runner, python=python, claim=claim)
        yield Recorded.from_parent(self, name="recording", runner=runner)


class _ContractTest(pytest.Item):
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


class Holds(_ContractTest):
    """Every run keeps the contract."""

    def __init__(self, *, python: Interpreter, start_method: str | None, **rest: Any) -> None:  # noqa: ANN401
        """Take under what to run."""
        super().__init__(**rest)
        self.python = python
        self.start_method = start_method

    def runtest(self) -> None:
        """Run as often as was asked for. Raises BrokenContract that tells how many runs broke it, and the first."""
        broken: list[tuple[int, BrokenContract]] = []
        seen: Counter[str] = Counter()
        number = 0
        while number < self.runner.settings.runs and len(broken) < _BROKEN_RUNS:
            number += 1
            try:
                _, outcome = self.runner.run(self.python, self.start_method)
            except BrokenContract as error:
                broken.append((number, error))
                continue
            seen.update(claim.name for claim in self.runner.contract.of_mode("sometimes") if claim.holds_in(outcome))
        self.user_properties.append((_TALLY, self._tally(number, len(broken), seen)))
        if broken:
            which, first = broken[0]
            how_many = f"{len(broken)} of {number} runs broke the contract; run {which}: " if number > 1 else ""
            raise BrokenContract(f"{how_many}{first}")

    def _tally(self, runs: int, broken: int, seen: Counter[str]) -> str:
        witnessed = [f"{claim.name} {seen[claim.name]}" for claim in self.runner.contract.of_mode("sometimes")]
        return f"{runs - broken} of {runs} kept" + "".join(f", {each}" for each in witnessed)


class Sometimes(_ContractTest):
    """Some run shows what a claim says."""

    def __init__(self, *, python: Interpreter, claim: Claim, **rest: Any) -> None:  # noqa: ANN401
        """Take the claim, and under what to run."""
        super().__init__(**rest)
        self.python = python
        self.claim = claim

    def runtest(self) -> None:
        """Run until a witness comes, under one start method after the other. Raises BrokenContract if none does."""
        methods = self.runner.start_methods(self.python)
        for number in range(self.claim.within):
            _, outcome = self.runner.run(self.python, methods[number % len(methods)])
            if self.claim.holds_in(outcome):
                return
        raise BrokenContract(
            f"none of {self.claim.within} runs under {self.python.implementation} {self.python.version} "
            f"showed claim {self.claim.name} (sometimes: {self.claim.en})"
        )


class Recorded(_ContractTest):
    """The recording is what the program printed, and still keeps the contract."""

    def runtest(self) -> None:
        """Hold the recording, or renew it if that was asked for. Raises Mistake or BrokenContract."""
        runner = self.runner
        contract = runner.contract
        book = runner.book
        try:
            recording = book.recording(contract.snippet)
        except Mistake:
            if not runner.settings.record:
                raise
            recording = self._record()
        expected = runner.settings.recorded_on
        file = book.shown(book.recording_file(contract.snippet))
        if expected and recording.minor != expected:
            raise Mistake(
                file,
                1,
                f"was recorded on {recording.python}, and all others on CPython {expected}",
                f"remove it and record it on {expected}",
            )
        version = tuple(map(int, recording.minor.split(".")))
        circumstances = Circumstances((version[0], version[1]), recording.free_threaded, recording.start_method)
        try:
            outcome = contract.checked(recording.transcript(), circumstances)
        except Mismatch as mismatch:
            raise BrokenContract(f"{file} does not keep the contract\n{mismatch}") from None
        for claim in contract.of_mode("sometimes"):
            if claim.shown and not claim.holds_in(outcome):
                raise BrokenContract(f"{file} is no witness of claim {claim.name}, which the card is to show")

    def _record(self) -> Recording:
        """Run until a run shows what the card is to show, and keep it."""
        runner = self.runner
        contract = runner.contract
        python = runner.settings.pythons[0]
        expected = runner.settings.recorded_on
        if expected and _minor(python) != expected:
            raise BrokenContract(
                f"recordings are made on CPython {expected} and this is {_minor(python)}; "
                f"record with: pytest --record --python PATH-OF-PYTHON-{expected} {runner.book.shown(self.path)}"
            )
        shown = [claim for claim in contract.of_mode("sometimes") if claim.shown]
        tries = max((claim.within for claim in shown), default=1)
        for _ in range(tries):
            done, outcome = runner.run(python, None)
            if all(claim.holds_in(outcome) for claim in shown):
                hashes = runner.book.hashes(contract)
                made = Recording.of(done, outcome, contract, hashes, runner.applied(python, None))
                made.write(runner.book.recording_file(contract.snippet))
                return runner.book.recording(contract.snippet)
        wanted = ", ".join(claim.name for claim in shown)
        raise BrokenContract(f"none of {tries} runs showed what the card is to show ({wanted}); nothing was recorded")


def tally_of(report: pytest.TestReport) -> str:
    """Give what a test of a contract tells about its runs, empty for any other test."""
    return str(dict(report.user_properties).get(_TALLY, ""))


def _minor(python: Interpreter) -> str:
    return ".".join(map(str, python.version_info))


def _version(python: Interpreter) -> str:
    return _minor(python) + ("t" if python.free_threaded else "")
