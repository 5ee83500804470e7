"""The tests that a contract gives with `--mutate`: each mutant of its programs must fail it, or be explained by it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from interleave.mistake import Mistake
from interleave.plugin.items import ContractTest
from interleave.trial.mutants.operators import OPERATORS
from interleave.trial.mutants.program import mutants
from interleave.trial.mutants.score import Score
from interleave.trial.mutants.trial import Trial
from interleave.trial.runner import BrokenContract

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pytest

    from interleave.run import Interpreter
    from interleave.trial.mutants.program import Mutant
    from interleave.trial.runner import Runner


def mutants_of(parent: pytest.Collector, runner: Runner, pythons: Sequence[Interpreter]) -> Iterator[pytest.Item]:
    """Give a test for each mutant of a contract's programs under each Python, and one for the explanations."""
    main, *_ = runner.programs
    made = [
        mutant
        for program in runner.programs
        for mutant in mutants(program.name, program.read_text("utf-8"), OPERATORS, main=program == main)
    ]
    for python in pythons:
        for mutant in made:
            name = f"mutant[{mutant.name}-{python.build.minor}]"
            yield Mutated.from_parent(parent, name=name, runner=runner, python=python, mutant=mutant)
    known = {mutant.name for mutant in made}
    yield Spared.from_parent(parent, name="spared", runner=runner, known=known)


class Mutated(ContractTest):
    """A mutant fails the contract, or the contract says why it cannot."""

    def __init__(self, *, python: Interpreter, mutant: Mutant, **rest: Any) -> None:  # noqa: ANN401
        """Take the mutant, and under what to run it."""
        super().__init__(**rest)
        self.python = python
        self.mutant = mutant

    def runtest(self) -> None:
        """Try it. Raises BrokenContract for an unexplained survivor, Mistake for an explanation of what is killed."""
        contract = self.runner.contract
        mutant = self.mutant
        verdict = Trial(self.runner, self.python).verdict(mutant.file, mutant.source)
        spare = contract.spares.get(mutant.name)
        score = Score("programs")
        score.count(mutant.operator, killed=verdict.killed)
        if not verdict.killed:
            name = f"{contract.snippet}: {mutant.name}"
            if spare is None:
                score.unexplained.append(name)
            else:
                score.spared[name] = spare.why
        score.keep(self.user_properties)
        if verdict.killed and spare is not None and not spare.sometimes:
            what = f"{mutant.name!r} is spared and does not survive, run {verdict.runs} gave it away"
            file = self.runner.book.shown(self.path)
            raise Mistake(file, contract.line, what, f"remove the explanation\n{mutant.diff}\n{verdict.by}")
        if not verdict.killed and spare is None:
            raise BrokenContract(
                f"{verdict.runs} runs of this mutant of {contract.snippet} kept the contract:\n{mutant.diff}\n"
                f"claim what tells it from the program, or explain it: contract.spared({mutant.name!r}, why=...)"
            )


class Spared(ContractTest):
    """Every explanation is of a mutant that there is."""

    def __init__(self, *, known: set[str], **rest: Any) -> None:  # noqa: ANN401
        """Take the names of all mutants."""
        super().__init__(**rest)
        self.known = known

    def runtest(self) -> None:
        """Look for each. Raises Mistake."""
        contract = self.runner.contract
        for name in contract.spares:
            if name not in self.known:
                what = f"{name!r} is spared, and there is no such mutant"
                raise Mistake(
                    self.runner.book.shown(self.path), contract.line, what, "remove the explanation, or mend it"
                )
