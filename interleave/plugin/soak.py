"""`pytest --runs N`: the runs of all selected tests go to one executor before pytest asks each test how it went."""

from __future__ import annotations

import json
import shlex
import time
from collections import Counter, defaultdict
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple, Protocol

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table

from interleave.book import Book
from interleave.evidence.tally import Count, Row, Tally
from interleave.mistake import Mistake
from interleave.trial.many import Job, Journal, pool, soak
from interleave.trial.runner import BrokenContract

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from rich.console import Console

    from interleave.circumstance import Circumstance
    from interleave.contract import Contract
    from interleave.run import Interpreter
    from interleave.trial.many import Result
    from interleave.trial.runner import Runner

_BROKEN_RUNS = 5  # after so many a series ends: a broken contract should not take as many times the time limit


class Plan(NamedTuple):
    """What was asked for: so many runs for each test, shaken by `Shake`s from `seed` on (None: undisturbed).

    `workers` processes on this machine (None: as many as it can keep busy), or the Dask cluster at `cluster`. `resume`:
    go on with what was stopped. `tally`: keep the tallies beside the snippets.
    """

    runs: int
    seed: int | None
    workers: int | None
    cluster: str | None
    resume: bool
    tally: bool


class Test(Protocol):
    """A test whose runs a soak does: a snippet's, on a Python, in a circumstance."""

    runner: Runner
    python: Interpreter
    circumstance: Circumstance
    path: Path

    @property
    def nodeid(self) -> str:
        """How pytest names it."""


@dataclass(eq=False)
class _Series:
    """The runs of one test, of which `first` is the first. `broken` has the jobs that broke the contract."""

    test: Test
    first: Job
    results: list[Result] = field(default_factory=list)
    broken: list[tuple[Job, Result]] = field(default_factory=list)

    @property
    def contract(self) -> Contract:
        return self.test.runner.contract

    @property
    def build(self) -> str:
        """The build under which the test asks to run."""
        return str(self.first.circumstance.build)

    @property
    def kept(self) -> int:
        """How many runs kept the contract."""
        return len(self.results) - len(self.broken)

    def job(self, number: int) -> Job:
        """Give the test's `number`th run (from 1)."""
        seed = self.first.seed
        return replace(self.first, number=number, seed=None if seed is None else seed + number - 1)

    def add(self, job: Job, result: Result) -> None:
        """Take what came of one of the runs."""
        self.results.append(result)
        if result.broken:
            self.broken.append((job, result))

    def held(self, claim: str) -> int:
        """In how many runs a claim held."""
        return sum(claim in result.held for result in self.results)

    def rows(self, date: str) -> Iterator[Row]:
        """Count the runs, apart for each build that did some: a cluster may have several."""
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


class Soak:
    """The runs of one pytest session. What it keeps is in `.soak/` at the project's root.

    There `journal.jsonl` has each result, so that a soak can be stopped and resumed, and `broken/` each run that broke
    its contract, whole.
    """

    def __init__(self, root: Path, plan: Plan) -> None:
        """Read the journal of a soak that is resumed. Raises JournalError when there is none."""
        self.plan = plan
        self._book = Book(root)
        self._place = root / ".soak"
        file = self._place / "journal.jsonl"
        self._journal = Journal.resume(file) if plan.resume else Journal(file, plan.seed)
        self._series: dict[Test, _Series] = {}
        self._told: list[str] = []
        self._done = False

    @property
    def seed(self) -> int | None:
        """The seed of the first runs: the one that was asked for, or that of the runs which are resumed."""
        return self._journal.seed

    def run(self, tests: Sequence[Test], console: Console) -> None:
        """Do all runs of these tests, show how far it is, and write the tallies if that was asked for.

        Raises ClusterError or LostError when they cannot be done, ContractMistake for a contract that cannot be meant,
        KeyboardInterrupt when it was stopped.
        """
        self._series = {test: _Series(test, self._first_job(test)) for test in tests}
        # What the runs are runs of is known before them: a file may be edited while they go on.
        tallies = self._blank_tallies(tests) if self.plan.tally else {}
        builds = Counter(series.build for series in self._series.values())
        broken: Counter[str] = Counter()
        with pool(self.plan.workers, self.plan.cluster) as made, self._journal, _progress_on(console) as progress:
            bars = {
                build: progress.add_task(build, total=tests_there * self.plan.runs, broken="")
                for build, tests_there in builds.items()
            }
            for series, job, result in soak(self._jobs(), made, self._journal):
                series.add(job, result)
                if result.broken:
                    self._keep(series, job, result)
                    broken[series.build] += 1
                progress.update(bars[series.build], advance=1, broken=f"{broken[series.build] or ''}")
        if self.plan.tally:
            self._write(tallies)
        self._done = True

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

    def _blank_tallies(self, tests: Sequence[Test]) -> dict[Runner, Tally]:
        contracts = {test.runner: test.runner.contract for test in tests}
        return {
            runner: Tally(contract.snippet, self._book.hashes(contract), contract.fingerprint, ())
            for runner, contract in contracts.items()
        }

    def _jobs(self) -> Iterator[tuple[_Series, Job]]:
        """Give all jobs, the first run of each series before the second of any: so a soak that is stopped was fair."""
        for number in range(1, self.plan.runs + 1):
            for series in self._series.values():
                if len(series.broken) < _BROKEN_RUNS:
                    yield series, series.job(number)

    def _keep(self, series: _Series, job: Job, result: Result) -> None:
        """Keep a run that broke its contract whole, with the command that repeats it."""
        file = self._broken_file(job)
        file.parent.mkdir(parents=True, exist_ok=True)
        about = {"repeat": _command(series, job), "snippet": job.snippet, "seed": job.seed}
        file.write_text(json.dumps({**about, **asdict(result)}, ensure_ascii=False, indent=1) + "\n", "utf-8")

    def _broken_file(self, job: Job) -> Path:
        seed = f"run{job.number}" if job.seed is None else f"seed{job.seed}"
        name = job.snippet.removesuffix(".py").replace("/", "-")
        return self._place / "broken" / f"{name}-{job.circumstance}-{seed}.json"

    def judge(self, test: Test) -> None:
        """Say how a test's runs went. Raises BrokenContract that tells how many runs broke it, and the first."""
        series = self._series[test]
        if not series.broken:
            return
        job, first = min(series.broken, key=lambda each: each[0].number)
        raise BrokenContract(
            f"{len(series.broken)} of {len(series.results)} runs broke the contract; run {job.number}: {first.broken}\n"
            f"  kept whole in {self._book.shown(self._broken_file(job))}; repeat it: {_command(series, job)}"
        )

    def counted(self, runner: Runner, python: Interpreter, claim: str) -> Count:
        """In how many of the contract's runs on a terminal, under this Python, a claim held; runs that broke it aside.

        What the journal of a resumed soak had is counted, too.
        """
        found = [
            series
            for test, series in self._series.items()
            if test.runner is runner and test.python == python and test.circumstance.output == "terminal"
        ]
        return Count(sum(series.held(claim) for series in found), sum(series.kept for series in found))

    def _write(self, tallies: dict[Runner, Tally]) -> None:
        """Write the tallies beside the snippets: of those tests of which every run kept the contract.

        Rows that were there stay if they are of the same programs and contract.
        """
        date = time.strftime("%Y-%m-%d", time.gmtime())
        rows: dict[Runner, list[Row]] = defaultdict(list)
        for test, series in self._series.items():
            if not series.broken:
                rows[test.runner] += series.rows(date)
        for runner, newer in rows.items():
            tally = tallies[runner]
            try:
                there = self._book.tally(tally.snippet)
            except Mistake:
                there = None
            if there and (there.files, there.contract) == (tally.files, tally.contract):
                tally = there
            file = self._book.tally_file(tally.snippet)
            tally.joined(newer).write(file)
            self._told.append(f"wrote {self._book.shown(file)}")

    def summary(self) -> Table:
        """Say how often each contract held on each Python, and how often what comes sometimes came."""
        builds = list(dict.fromkeys(series.build for series in self._series.values()))
        table = Table("snippet", *(each.removeprefix("CPython ") for each in builds), "sometimes", box=None)
        by_snippet: dict[str, list[_Series]] = defaultdict(list)
        for series in self._series.values():
            by_snippet[series.contract.snippet].append(series)
        for snippet, row in sorted(by_snippet.items()):
            cells = (_kept([series for series in row if series.build == build]) for build in builds)
            claims = [claim for claim in row[0].contract.claims if claim.outcome or claim.mode == "sometimes"]
            seen = (f"{claim.name} {sum(series.held(claim.name) for series in row):,}" for claim in claims)
            table.add_row(snippet, *cells, ", ".join(seen))
        return table

    def told(self) -> str:
        """Say in one line how it went, and in one for each file what was written."""
        runs = sum(len(series.results) for series in self._series.values())
        kept = sum(series.kept for series in self._series.values())
        after = "" if self._done else "; stopped: the same command with --resume goes on"
        return "\n".join([f"{kept:,} of {runs:,} runs kept their contracts{after}", *self._told])


def _command(series: _Series, job: Job) -> str:
    """Give the command that does a run again."""
    shake = [] if job.seed is None else [f"--shake={job.seed}"]
    return shlex.join(["pytest", *shake, f"--python={job.python}", series.test.nodeid])


def _kept(row: list[_Series]) -> str:
    runs, kept = sum(len(series.results) for series in row), sum(series.kept for series in row)
    return f"{kept}" if kept == runs else f"[red]{kept} of {runs}[/red]"


def _progress_on(console: Console) -> Progress:
    """Give a bar for each Python."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        TextColumn("[red]{task.fields[broken]}"),
        console=console,
    )
