"""The runs of one test in a soak."""

from __future__ import annotations

import shlex
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from interleave.evidence.tally import Row

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from interleave.circumstance import Circumstance
    from interleave.contract import Contract
    from interleave.run import Interpreter
    from interleave.trial.many import Job, Result
    from interleave.trial.runner import Runner


class Test(Protocol):
    """A test whose runs a soak does."""

    runner: Runner
    python: Interpreter
    circumstance: Circumstance
    path: Path

    @property
    def nodeid(self) -> str:
        """The name of the test that pytest gives it."""


@dataclass(eq=False)
class Series:
    """The runs of one test. `first` is the job of the first; `broken` has the runs that broke the contract."""

    test: Test
    first: Job
    results: list[Result] = field(default_factory=list)
    broken: list[tuple[Job, Result]] = field(default_factory=list)

    @property
    def contract(self) -> Contract:
        return self.test.runner.contract

    @property
    def build(self) -> str:
        """The build of the test's Python on this machine."""
        return str(self.first.circumstance.build)

    @property
    def kept(self) -> int:
        """The number of runs that kept the contract."""
        return len(self.results) - len(self.broken)

    def job(self, number: int) -> Job:
        """Give the job of the test's `number`th run (from 1)."""
        seed = self.first.seed
        return replace(self.first, number=number, seed=None if seed is None else seed + number - 1)

    def add(self, job: Job, result: Result) -> None:
        """Add the result of a job."""
        self.results.append(result)
        if result.broken:
            self.broken.append((job, result))

    def count(self, claim: str) -> int:
        """Count the runs in which a claim held."""
        return sum(claim in result.held for result in self.results)

    def rows(self, date: str) -> Iterator[Row]:
        """Give a row of a tally for each circumstance: the workers of a cluster may have different builds."""
        by_circumstance: dict[Circumstance, list[Result]] = defaultdict(list)
        for result in self.results:
            by_circumstance[result.circumstance].append(result)
        for circumstance, here in by_circumstance.items():
            held = Counter(claim for result in here for claim in result.held)
            yield Row(
                circumstance,
                date,
                self.first.seed,
                len(here),
                {claim.name: held[claim.name] for claim in self.contract.claims},
                {claim.name: claim.mode_in(circumstance) for claim in self.contract.outcomes},
            )

    def command(self, job: Job) -> str:
        """Give the command that repeats a run."""
        test = self.test
        shake = [] if job.seed is None else [f"--shake={job.seed}"]
        further = [] if test.circumstance in test.runner.circumstances(test.python) else ["--circumstances"]
        return shlex.join(["pytest", *shake, *further, f"--python={job.python}", test.nodeid])
