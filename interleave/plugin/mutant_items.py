"""The tests that a contract has with `--mutate`: mutants of its programs, and the file that explains survivors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interleave.mistake import Mistake
from interleave.plugin.items import ContractTest
from interleave.trial.mutants.operators import OPERATORS
from interleave.trial.mutants.program import mutants
from interleave.trial.mutants.score import Score
from interleave.trial.mutants.survivors import survivors
from interleave.trial.mutants.trial import verdict
from interleave.trial.runner import BrokenContract

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pytest

    from interleave.run import Interpreter
    from interleave.trial.mutants.program import Mutant
    from interleave.trial.runner import Runner


def mutants_of(parent: pytest.Collector, runner: Runner, pythons: Sequence[Interpreter]) -> Iterator[pytest.Item]:
    """Give a test for each mutant of a contract's programs under each Python, and one for the survivors file."""
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
    """A mutant breaks the contract, or the survivors file explains why it does not."""

    python: Interpreter
    mutant: Mutant

    def runtest(self) -> None:
        """Run the mutant. Raises BrokenContract for an unexplained survivor, Mistake for an explained mutant killed."""
        book, snippet, mutant = self.runner.book, self.runner.contract.snippet, self.mutant
        explained = survivors(book, snippet).get(mutant.name)
        found = verdict(self.runner, self.python, mutant)
        file = book.shown(book.survivors_file(snippet))
        score = Score("programs")
        score.count(mutant.operator, killed=found.killed)
        if not found.killed:
            name = f"{snippet}: {mutant.name}"
            if explained is None:
                score.unexplained.append(name)
            else:
                score.explained[name] = explained.why
        score.keep(self.user_properties)
        if found.killed and explained is not None and not explained.sometimes:
            what = f"{mutant.name!r} does not survive, run {found.runs} killed it"
            raise Mistake(file, explained.line, what, f"remove it\n{mutant.diff}\n{found.by}")
        if not found.killed and explained is None:
            raise BrokenContract(
                f"{self.where}: {mutant.name!r} survived {found.runs} runs; "
                f"claim what tells it from the program, or write in {file} why it survives\n{mutant.diff}"
            )


class Survivors(ContractTest):
    """The survivors file names only mutants that there are: the `known` ones."""

    known: set[str]

    def runtest(self) -> None:
        """Look up each name. Raises Mistake."""
        book, snippet = self.runner.book, self.runner.contract.snippet
        for name, survivor in survivors(book, snippet).items():
            if name not in self.known:
                file = book.shown(book.survivors_file(snippet))
                raise Mistake(file, survivor.line, f"there is no mutant {name!r}", "remove it, or mend the name")
