"""`pytest --runs N`: one executor does the runs of all selected tests before pytest starts the tests."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import asdict
from typing import TYPE_CHECKING, NamedTuple

from rich.table import Table

from interleave.book import Book
from interleave.evidence.tally import Count
from interleave.plugin.progress import progress
from interleave.plugin.series import Series
from interleave.plugin.tallies import Tallies
from interleave.trial.many import Job, Journal, pool, soak
from interleave.trial.runner import BrokenContract

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from rich.console import Console

    from interleave.plugin.series import Test
    from interleave.run import Interpreter
    from interleave.trial.many import Result
    from interleave.trial.runner import Runner

_BROKEN_RUNS = 5  # end a series: each may take the whole time limit


class Plan(NamedTuple):
    """The options of a soak: the number of runs of each test, and the seed of the first (None: undisturbed).

    `workers` and `cluster` are those of `trial.many.pool`. `resume`: read the journal of a soak that was stopped.
    `tally`: write the tallies beside the snippets.
    """

    runs: int
    seed: int | None
    workers: int | None
    cluster: str | None
    resume: bool
    tally: bool


class Soak:
    """The runs of one pytest session.

    In `.soak/` at the project's root, `journal.jsonl` has each result, from which a soak is resumed, and `broken/` has
    each run that broke its contract, whole.
    """

    def __init__(self, root: Path, plan: Plan) -> None:
        """Read the journal if the soak is resumed. Raises JournalError if it cannot be."""
        self.plan = plan
        self._book = Book(root)
        self._place = root / ".soak"
        file = self._place / "journal.jsonl"
        self._journal = Journal.resume(file) if plan.resume else Journal(file, plan.seed)
        self._series: dict[Test, Series] = {}
        self._written: list[str] = []
        self._resumable = False

    @property
    def seed(self) -> int | None:
        """The seed of the first runs, of the soak that is resumed if one is."""
        return self._journal.seed

    def run(self, tests: Sequence[Test], console: Console) -> None:
        """Do all runs of these tests, show the progress, and write the tallies if the plan says so.

        Raises ClusterError, LostError, ContractMistake, and KeyboardInterrupt when it is stopped.
        """
        self._series = {test: Series(test, self._first_job(test)) for test in tests}
        tallies = Tallies(self._book, [test.runner.contract for test in tests]) if self.plan.tally else None
        runs: Counter[str] = Counter()
        for series in self._series.values():
            runs[series.build] += self.plan.runs
        with (
            pool(self.plan.workers, self.plan.cluster) as made,
            self._journal,
            progress(console, runs, len(self._journal.done)) as told,
        ):
            self._resumable = True
            for series, job, result in soak(self._jobs(), made, self._journal):
                series.add(job, result)
                if result.broken:
                    self._keep(series, job, result)
                told(series.build, bool(result.broken))
        if tallies:
            self._written += tallies.write(self._series.values())
        self._resumable = False

    def _first_job(self, test: Test) -> Job:
        contract = test.runner.contract
        names = (contract.snippet, *contract.files)
        return Job(
            programs=tuple((name, self._book.program(name).read_text("utf-8")) for name in names),
            contract_file=self._book.shown(test.path),
            contract_text=test.path.read_text("utf-8"),
            python=test.python.path,
            circumstance=test.circumstance,
            number=1,
            seed=self.seed,
        )

    def _jobs(self) -> Iterator[tuple[Series, Job]]:
        """Give all jobs, the first run of each series before the second of any; none of a series that has ended."""
        for number in range(1, self.plan.runs + 1):
            for series in self._series.values():
                if len(series.broken) < _BROKEN_RUNS:
                    yield series, series.job(number)

    def _keep(self, series: Series, job: Job, result: Result) -> None:
        """Write a file of a run that broke its contract, with the command that repeats it."""
        file = self._broken_file(job)
        file.parent.mkdir(parents=True, exist_ok=True)
        about = {"repeat": series.command(job), "snippet": job.snippet, "seed": job.seed}
        file.write_text(json.dumps({**about, **asdict(result)}, ensure_ascii=False, indent=1) + "\n", "utf-8")

    def _broken_file(self, job: Job) -> Path:
        seed = f"run{job.number}" if job.seed is None else f"seed{job.seed}"
        name = job.snippet.removesuffix(".py").replace("/", "-")
        return self._place / "broken" / f"{name}-{job.circumstance}-{seed}.json"

    def judge(self, test: Test) -> None:
        """Judge the runs of a test. Raises BrokenContract with the number that broke the contract, and the first."""
        series = self._series[test]
        if not series.broken:
            return
        job, first = min(series.broken, key=lambda each: each[0].number)
        raise BrokenContract(
            f"{len(series.broken)} of {len(series.results)} runs broke the contract; run {job.number}: {first.broken}\n"
            f"  kept whole in {self._book.shown(self._broken_file(job))}; repeat it: {series.command(job)}"
        )

    def counted(self, runner: Runner, python: Interpreter, claim: str) -> Count:
        """Count in how many of a contract's usual runs under a Python a claim held, and all that kept the contract.

        The journal's runs of a resumed soak are counted, too.
        """
        found = [
            series
            for test, series in self._series.items()
            if test.runner is runner and test.python == python and test.circumstance.usual
        ]
        return Count(sum(series.count(claim) for series in found), sum(series.kept for series in found))

    def summary(self) -> Table:
        """Give a table of the runs that kept each contract on each Python, and the counts of its sometimes-claims."""
        builds = list(dict.fromkeys(series.build for series in self._series.values()))
        table = Table("snippet", *(each.removeprefix("CPython ") for each in builds), "sometimes", box=None)
        by_snippet: dict[str, list[Series]] = defaultdict(list)
        for series in self._series.values():
            by_snippet[series.contract.snippet].append(series)
        for snippet, row in sorted(by_snippet.items()):
            cells = (_kept([series for series in row if series.build == build]) for build in builds)
            claims = [claim for claim in row[0].contract.claims if claim.outcome or claim.mode == "sometimes"]
            seen = (f"{claim.name} {sum(series.count(claim.name) for series in row):,}" for claim in claims)
            table.add_row(snippet, *cells, ", ".join(seen))
        return table

    def report(self) -> str:
        """Give a line of the runs that kept their contracts, and a line for each file that was written."""
        runs = sum(len(series.results) for series in self._series.values())
        kept = sum(series.kept for series in self._series.values())
        after = "; stopped: the same command with --resume goes on" if self._resumable else ""
        return "\n".join([f"{kept:,} of {runs:,} runs kept their contracts{after}", *self._written])


def _kept(row: list[Series]) -> str:
    runs, kept = sum(len(series.results) for series in row), sum(series.kept for series in row)
    return f"{kept}" if kept == runs else f"[red]{kept} of {runs}[/red]"
