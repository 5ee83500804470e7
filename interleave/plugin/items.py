"""The tests of one contract."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any, NoReturn

import pytest

from interleave.book import command
from interleave.contract import ContractMistake, Mismatch
from interleave.mistake import Mistake, Waits
from interleave.plugin.settings import Settings, settings_key
from interleave.quiz import Option, Quiz, answered, read_quiz, unexpected
from interleave.run import Shake, find
from interleave.trial.mutants.outputs import output_mutants, survives
from interleave.trial.mutants.score import Score
from interleave.trial.record import recorded, reworded
from interleave.trial.runner import BrokenContract

if TYPE_CHECKING:
    from pathlib import Path

    from interleave.circumstance import Circumstance
    from interleave.contract import Claim, Contract, Exemption, Reading
    from interleave.evidence.recording import Recording
    from interleave.run import Interpreter
    from interleave.trial.runner import Runner

UNFENCED = ("unfenced", True)
"""The property of a test whose program the kernel did not keep from writing outside its directory."""

WAITS = "waits"
"""The name of a test's property with the snippet that waits for its runs, and for which."""

_SHOWN_MUTANTS = 5
_TRIES = 300  # to record a run that shows an outcome
_EXEMPTED = 50  # runs of which one must break the contract where an exemption applies


class ContractTest(pytest.Item):
    """One test of a contract. Each class declares attributes, which `from_parent` takes by name."""

    runner: Runner

    def __init__(self, name: str, parent: pytest.Collector, **attributes: Any) -> None:  # noqa: ANN401
        super().__init__(name, parent)
        vars(self).update(attributes)

    @property
    def settings(self) -> Settings:
        """The options of this pytest."""
        return self.config.stash[settings_key]

    @property
    def where(self) -> str:
        """The file and line of the contract."""
        return f"{self.runner.book.shown(self.path)}:{self.runner.contract.line}"

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:  # noqa: ANN401
        """Give the message of a broken contract or an author's mistake, without a traceback."""
        if isinstance(excinfo.value, BrokenContract | ContractMistake | Mistake):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def wait(self, mistake: Mistake) -> NoReturn:
        """Skip the test if its evidence waits for its runs; pytest's summary says so. Else raises the mistake."""
        if not isinstance(mistake, Waits):
            raise mistake
        self.user_properties.append((WAITS, (mistake.snippet, mistake.evidence)))
        pytest.skip(str(mistake))

    def reportinfo(self) -> tuple[Path, int, str]:
        """Give the place of the contract."""
        return self.path, self.runner.contract.line - 1, self.name


class Holds(ContractTest):
    """Every run keeps the contract; where it names an exemption, some run breaks it."""

    python: Interpreter
    circumstance: Circumstance

    @property
    def exemption(self) -> Exemption | None:
        """The contract's exemption in this circumstance."""
        return self.runner.contract.exempted(self.circumstance)

    def runtest(self) -> None:
        """Run once, or look up the runs of the soak. Raises BrokenContract."""
        settings = self.settings
        if self.exemption is not None:
            self._breaks(self.exemption)
        elif settings.soak is not None:
            settings.soak.judge(self)
        else:
            done, _ = self.runner.run(self.python, self.circumstance, settings.shake(1), trace=settings.traced)
            if not done.fenced:
                self.user_properties.append(UNFENCED)

    def _breaks(self, exemption: Exemption) -> None:
        """Run until a run breaks the contract. Raises BrokenContract if none does."""
        for _ in range(_EXEMPTED):
            try:
                self.runner.run(self.python, self.circumstance)
            except BrokenContract:
                return
        raise BrokenContract(
            f"{self.where}: all of {_EXEMPTED} runs kept the contract under {self.circumstance}, "
            f"where it is exempted ({exemption.en}); remove the exemption"
        )


class Lacking(ContractTest):
    """A Python cannot run the program; pytest says what it lacks."""

    python: Interpreter

    def runtest(self) -> None:
        """Skip."""
        pytest.skip(f"{self.runner.contract.snippet} needs {self.runner.lacks(self.python)}: not {self.python.build}")


class Sometimes(ContractTest):
    """Some run is a witness of a claim; the later half of the runs is shaken."""

    python: Interpreter
    claim: Claim

    def runtest(self) -> None:
        """Run until there is a witness, in each circumstance in turn; after a soak without one, only what is left.

        Raises BrokenContract if there is none in as many runs as the claim allows.
        """
        claim, made, settings = self.claim, 0, self.settings
        if settings.soak is not None:
            seen, made = settings.soak.counted(self.runner, self.python, claim.name)
            if seen:
                return
        circumstances = [each for each in self.runner.circumstances(self.python) if each.usual]
        for number in range(made, claim.within):
            circumstance = circumstances[number % len(circumstances)]
            shake = settings.shake(number + 1)
            if number >= claim.within // 2:  # a quiet machine may never show it by itself
                shake = shake or Shake.of(number)
            _, reading = self.runner.run(self.python, circumstance, shake)
            if claim.holds_in(reading):
                return
        raise BrokenContract(
            f"{self.where}: none of {max(made, claim.within)} runs under {self.python.build} "
            f"showed claim {claim.name} (sometimes: {claim.en}); "
            "mend it, raise its within, or declare an outcome, which need not come"
        )


class Recorded(ContractTest):
    """A recording is not stale, and keeps the contract. The usual one's name, `which`, is empty."""

    which: str

    def runtest(self) -> None:
        """Read the recording, and renew it if it is stale and --record was given. Raises Mistake or BrokenContract."""
        book, contract, settings = self.runner.book, self.runner.contract, self.settings
        version = self._version
        if stale := book.stale_recording(contract, self.which):
            if settings.record is None:
                self.wait(stale)
            self._renew(version, stale)
        recording = book.recording(contract.snippet, self.which)
        file = book.shown(book.recording_file(contract.snippet, self.which))
        build, remedy = recording.circumstance.build, f"remove it, then: {command('record', contract.snippet)}"
        if version not in {"", build.minor}:
            raise Mistake(file, 1, f"was recorded on {build}, and all others on CPython {version}", remedy)
        reading = _recorded_reading(self.runner, recording)
        for claim in _shown(contract, recording.circumstance):
            if not claim.holds_in(reading):
                what = f"is no witness of claim {claim.name}, which the card is to show"
                raise Mistake(file, 1, what, remedy)

    @property
    def _version(self) -> str:
        """The Python minor version that this recording is made on, empty for any: that of one with a name stays."""
        if not self.which:
            return self.runner.book.recorded_on_for(self.runner.contract)
        try:
            return self.runner.book.recording(self.runner.contract.snippet, self.which).circumstance.build.minor
        except Mistake:
            return ""

    def _renew(self, version: str, stale: Mistake) -> None:
        """Write the recording anew: of the same run if only the wording of the contract changed, else of a new one.

        Where no Python of the version is found, it waits; then one that was edited by hand is removed.
        """
        book, contract = self.runner.book, self.runner.contract
        try:
            old = book.recording(contract.snippet, self.which)
        except Mistake:
            old = None
        if old and old.contract == contract.fingerprint and old.files == book.hashes(contract):
            made = reworded(old, _recorded_reading(self.runner, old), contract)
        else:
            fit = [each for each in self.settings.pythons if version in {"", each.build.minor}]
            fit = [each for each in fit or filter(None, [find(version)]) if not self.runner.lacks(each)]
            if not fit:
                if old is None:
                    book.recording_file(contract.snippet, self.which).unlink(missing_ok=True)
                self.wait(book.stale_recording(contract, self.which) or stale)
            made = self._recorded(fit[0])
        made.write(book.recording_file(contract.snippet, self.which))

    def _recorded(self, python: Interpreter) -> Recording:
        """Run until a run is a witness of what the card is to show, and record it. Raises BrokenContract."""
        runner, contract = self.runner, self.runner.contract
        shown = _shown(contract, runner.usual(python))
        tries = max((claim.within if claim.within > 1 else _TRIES for claim in shown), default=1)
        for _ in range(tries):
            done, reading = runner.run(python, runner.usual(python), trace=python.traceable)
            if all(claim.holds_in(reading) for claim in shown):
                return recorded(done, reading, contract, runner.book.hashes(contract), self.which)
        wanted = ", ".join(claim.name for claim in shown)
        raise BrokenContract(
            f"{self.where}: none of {tries} runs showed what the card is to show ({wanted}), and nothing was recorded; "
            "record again, or show another claim"
        )


class Tallied(ContractTest):
    """The tally beside the snippet is not stale, and has runs on each Python."""

    def runtest(self) -> None:
        """Read the tally. Raises Mistake."""
        if stale := self.runner.book.stale_tally(self.runner.contract):
            self.wait(stale)


class Outputs(ContractTest):
    """The contract rejects every wrong output that can be made from the recording."""

    def runtest(self) -> None:
        """Hold each wrong output against the contract. Raises Mistake or BrokenContract."""
        contract, book = self.runner.contract, self.runner.book
        try:
            recording = book.fitting_recording(contract)
        except Mistake as mistake:
            self.wait(mistake)
        reading = _recorded_reading(self.runner, recording)
        score = Score("outputs")
        survivors = []
        for mutant in output_mutants(contract, reading):
            alive = survives(contract, reading, mutant)
            score.count(mutant.operator, killed=not alive)
            if alive:
                survivors.append(mutant)
        score.keep(self.user_properties)
        if survivors:
            said = [f"{self.where}: {len(survivors)} wrong outputs keep the contract of {contract.snippet}; narrow it:"]
            for mutant in survivors[:_SHOWN_MUTANTS]:
                said += [f"{mutant.operator}: {mutant.what}", *mutant.diff(reading.transcript)]
            more = len(survivors) - _SHOWN_MUTANTS
            raise BrokenContract("\n".join([*said, *([f"(and {more} more)"] if more > 0 else [])]))


def _shown(contract: Contract, circumstance: Circumstance) -> list[Claim]:
    """Give the claims of which a recording in this circumstance must be a witness: those that it can witness."""
    return [claim for claim in contract.claims if claim.shown and claim.mode_in(circumstance) != "never"]


class Impossible(ContractTest):
    """The contract says of each output written by hand what its author expects, which is mostly: impossible."""

    def runtest(self) -> None:
        """Ask the contract. Raises BrokenContract with a line for each other answer, Mistake if it cannot be asked."""
        book, snippet = self.runner.book, self.runner.contract.snippet
        file = book.impossible_file(snippet)
        where = book.shown(file)
        quiz = read_quiz(file.read_text("utf-8"), where)
        if quiz.snippet != snippet:
            raise Mistake(where, 1, f"names {quiz.snippet}", f"write {snippet}")
        if said := [str(mistake) for mistake in unexpected(book, quiz, where)]:
            raise BrokenContract("\n".join(said))
        self._allows_the_recorded()

    def _allows_the_recorded(self) -> None:
        """See that the contract does not reject all that has no times, as a file has none. Raises BrokenContract."""
        try:
            recording = self.runner.book.fitting_recording(self.runner.contract)
        except Mistake as mistake:
            self.wait(mistake)
        run = recording.transcript()
        shown = Option(1, "possible", run.exit, "", tuple(line.text for line in run.lines), hangs=bool(run.hangs))
        with contextlib.suppress(Mistake):  # it is possible, and no few words say where
            (answer,) = answered(self.runner.book, Quiz(1, recording.snippet, (shown,)), self.where)
            if answer.verdict.only is None:
                raise BrokenContract(
                    f"{self.where}: without its times the recorded output is impossible, so every output written by "
                    "hand is; a claim about times must hold where they are not known"
                )


def _recorded_reading(runner: Runner, recording: Recording) -> Reading:
    """Hold a recording against the contract. Raises BrokenContract."""
    try:
        return runner.contract.checked(recording.transcript(), recording.circumstance)
    except Mismatch as mismatch:
        file = runner.book.shown(runner.book.recording_file(recording.snippet, recording.name))
        raise BrokenContract(
            f"{file}:1: does not keep the contract; mend the contract, or record anew\n{mismatch}"
        ) from None
