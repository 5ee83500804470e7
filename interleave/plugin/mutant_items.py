"""The tests that a contract gives with `--mutate`: each mutant of its programs must fail it, or be explained."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from interleave.mistake import Mistake
from interleave.plugin.items import ContractTest
from interleave.trial.mutants.operators import OPERATORS
from interleave.trial.mutants.program import mutants
from interleave.trial.mutants.score import Score
from interleave.trial.mutants.survivors import survivors
from interleave.trial.mutants.trial import Trial
from interleave.trial.runner import BrokenContract

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pytest

    from interleave.run import Interpreter
    from interleave.trial.mutants.program import Mutant
    from interleave.trial.runner import Runner


def mutants_of(parent: pytest.Collector, runner: Runner, pythons: Sequence[Interpreter]) -> Iterator[pytest.Item]:
    """Give a test for each mutant of a contract's programs under each Python, and one for what explains survivors."""
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
    if runner.book.survivors_file(runner.contract.snippet).exists():
        known = {mutant.name for mutant in made}
        yield Survivors.from_parent(parent, name="survivors", runner=runner, known=known)


class Mutated(ContractTest):
    """A mutant fails the contract, or the survivors file says why it does not."""

    def __init__(self, *, python: Interpreter, mutant: Mutant, **rest: Any) -> None:  # noqa: ANN401
        """Take the mutant, and under what to run it."""
        super().__init__(**rest)
        self.python = python
        self.mutant = mutant

    def runtest(self) -> None:
        """Try it. Raises BrokenContract for an unexplained survivor, Mistake for an explanation of what is killed."""
        book, snippet, mutant = self.runner.book, self.runner.contract.snippet, self.mutant
        explained = survivors(book, snippet).get(mutant.name)
        verdict = Trial(self.runner, self.python).verdict(mutant.file, mutant.source)
        file = book.shown(book.survivors_file(snippet))
        score = Score("programs")
        score.count(mutant.operator, killed=verdict.killed)
        if not verdict.killed:
            name = f"{snippet}: {mutant.name}"
            if explained is None:
                score.unexplained.append(name)
            else:
                score.explained[name] = explained.why
        score.keep(self.user_properties)
        if verdict.killed and explained is not None and not explained.sometimes:
            what = f"{mutant.name!r} does not survive, run {verdict.runs} gave it away"
            raise Mistake(file, explained.line, what, f"remove it\n{mutant.diff}\n{verdict.by}")
        if not verdict.killed and explained is None:
            raise BrokenContract(
                f"{verdict.runs} runs of this mutant of {snippet} kept the contract:\n{mutant.diff}\n"
                f"claim what tells it from the program, or say in {file} why {mutant.name!r} survives"
            )


class Survivors(ContractTest):
    """Every explanation is of a mutant that there is."""

    def __init__(self, *, known: set[str], **rest: Any) -> None:  # noqa: ANN401
        """Take the names of all mutants."""
        super().__init__(**rest)
        self.known = known

    def runtest(self) -> None:
        """Look for each. Raises Mistake."""
        book, snippet = self.runner.book, self.runner.contract.snippet
        for name, survivor in survivors(book, snippet).items():
            if name not in self.known:
                file = book.shown(book.survivors_file(snippet))
                raise Mistake(file, survivor.line, f"there is no mutant {name!r}", "remove it, or mend the name")
