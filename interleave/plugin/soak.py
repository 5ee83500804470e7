"""`pytest --runs N`: the runs of all selected tests go to one executor before pytest asks each test how it went."""

from __future__ import annotations

import json
import shlex
import time
from collections import Counter, defaultdict
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table

from interleave.book import Book
from interleave.evidence.tally import Row, Tally
from interleave.trial.many import Job, Journal, Variant, pool, soak
from interleave.trial.runner import BrokenContract

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from rich.console import Console

    from interleave.circumstance import Circumstance
    from interleave.contract import Contract
    from interleave.plugin.items import Holds
    from interleave.trial.many import Pool, Result

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


@dataclass
class _Series:
    """The runs of one test. `broken` has the jobs that broke the contract, `held` counts how often each claim held."""

    contract: Contract
    variant: Variant
    results: list[Result] = field(default_factory=list)
    broken: list[tuple[Job, Result]] = field(default_factory=list)
    held: Counter[str] = field(default_factory=Counter)

    def add(self, job: Job, result: Result) -> None:
        self.results.append(result)
        self.held.update(result.held)
        if result.broken:
            self.broken.append((job, result))

    @property
    def kept(self) -> int:
        """How many runs kept the contract."""
        return len(self.results) - len(self.broken)

    def rows(self, seed: int | None, date: str) -> Iterator[Row]:
        """Count them, apart for each build that did some: a cluster may have several."""
        by_circumstance: dict[Circumstance, list[Result]] = defaultdict(list)
        for result in self.results:
            by_circumstance[result.circumstance].append(result)
        for circumstance, here in by_circumstance.items():
            held = Counter(claim for result in here for claim in result.held)
            yield Row(
                circumstance,
                date,
                seed,
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
        """Open the journal. Raises JournalError when there is nothing to resume."""
        self.plan = plan
        self._book = Book(root)
        self._place = root / ".soak"
        file = self._place / "journal.jsonl"
        self._journal = Journal.resume(file) if plan.resume else Journal.begin(file, plan.seed)
        self._series: dict[Holds, _Series] = {}
        self._told: list[str] = []
        self._done = False

    @property
    def seed(self) -> int | None:
        """The seed of the first runs: the one that was asked for, or that of the runs which are resumed."""
        return self._journal.seed

    def run(self, tests: Sequence[Holds], console: Console) -> None:
        """Do all runs of these tests, show how far it is, and write the tallies if that was asked for.

        Raises ClusterError or LostError when they cannot be done, KeyboardInterrupt when it was stopped.
        """
        self._series = {
            test: _Series(
                test.runner.contract, Variant(test.runner.contract.snippet, test.python.path, test.circumstance)
            )
            for test in tests
        }
        with self._journal, pool(self.plan.workers, self.plan.cluster) as made, _progress_on(console) as progress:
            self._run(made, progress)
        if self.plan.tally:
            self._write()
        self._done = True

    def _run(self, made: Pool, progress: Progress) -> None:
        totals = Counter(str(series.variant.circumstance.build) for series in self._series.values())
        bars = {
            build: progress.add_task(build, total=count * self.plan.runs, broken="") for build, count in totals.items()
        }
        broken: Counter[str] = Counter()
        for series, job, result in self._results(made):
            build = str(job.variant.circumstance.build)
            broken[build] += bool(result.broken)
            series.add(job, result)
            progress.update(bars[build], advance=1, broken=f"{broken[build] or ''}")

    def _jobs(self) -> Iterator[tuple[_Series, Job]]:
        """Give all jobs, the first run of each series before the second of any: so a soak that is stopped was fair."""
        carried = {test: self._carried(test) for test in self._series}
        for number in range(1, self.plan.runs + 1):
            seed = None if self.seed is None else self.seed + number - 1
            for test, series in self._series.items():
                if len(series.broken) < _BROKEN_RUNS:
                    yield series, Job(series.variant, number, seed, *carried[test])

    def _carried(self, test: Holds) -> tuple[tuple[tuple[str, str], ...], str, str]:
        """What every job of a test carries: the programs' texts, the contract's file, its text."""
        contract = test.runner.contract
        names = (contract.snippet, *contract.files)
        programs = tuple((name, self._book.program(name).read_text("utf-8")) for name in names)
        file = self._book.contract_file(contract.snippet)
        return programs, self._book.shown(file), file.read_text("utf-8")

    def _results(self, made: Pool) -> Iterator[tuple[_Series, Job, Result]]:
        """Yield every job's result once: those that the journal has, and those that are made now."""
        whose: dict[str, _Series] = {}
        known: list[tuple[_Series, Job, Result]] = []

        def unknown() -> Iterator[Job]:
            for series, job in self._jobs():
                if (result := self._journal.done.get(job.key)) is None:
                    whose[job.key] = series
                    yield job
                else:
                    known.append((series, job, result))

        for job, result in soak(unknown(), *made):
            self._journal.add(result)
            if result.broken:
                self._keep(job, result)
            yield whose.pop(job.key), job, result
            while known:
                yield known.pop()
        yield from known

    def _keep(self, job: Job, result: Result) -> None:
        """Keep a run that broke its contract whole, with the command that repeats it."""
        file = self._broken_file(job)
        file.parent.mkdir(parents=True, exist_ok=True)
        about = {"repeat": self._command(job), "snippet": job.variant.snippet, "seed": job.seed}
        file.write_text(json.dumps({**about, **asdict(result)}, ensure_ascii=False, indent=1) + "\n", "utf-8")

    def _broken_file(self, job: Job) -> Path:
        seed = f"run{job.number}" if job.seed is None else f"seed{job.seed}"
        name = job.variant.snippet.removesuffix(".py").replace("/", "-")
        return self._place / "broken" / f"{name}-{job.variant.circumstance}-{seed}.json"

    def _command(self, job: Job) -> str:
        test = next(test for test, series in self._series.items() if series.variant == job.variant)
        shake = [] if job.seed is None else [f"--shake={job.seed}"]
        return shlex.join(["pytest", *shake, f"--python={job.variant.python}", test.nodeid])

    def judge(self, test: Holds) -> None:
        """Say how a test's runs went. Raises BrokenContract that tells how many runs broke it, and the first."""
        series = self._series[test]
        if not series.broken:
            return
        job, first = min(series.broken, key=lambda each: each[0].number)
        raise BrokenContract(
            f"{len(series.broken)} of {len(series.results)} runs broke the contract; run {job.number}: {first.broken}\n"
            f"  kept whole in {self._book.shown(self._broken_file(job))}; repeat it: {self._command(job)}"
        )

    def counted(self, snippet: str, python: str, claim: str) -> tuple[int, int]:
        """In how many runs of a snippet on a terminal, under the Python at this path, a claim held, and of how many."""
        found = [
            series
            for series in self._series.values()
            if series.variant[:2] == (snippet, python) and series.variant.circumstance.output == "terminal"
        ]
        return sum(series.held[claim] for series in found), sum(series.kept for series in found)

    def _write(self) -> None:
        """Write the tallies beside the snippets: of those tests of which every run kept the contract."""
        date = time.strftime("%Y-%m-%d", time.gmtime())
        rows: dict[str, list[Row]] = defaultdict(list)
        contracts: dict[str, Contract] = {}
        for series in self._series.values():
            contracts[series.variant.snippet] = series.contract
            if not series.broken:
                rows[series.variant.snippet] += series.rows(self.seed, date)
        for snippet, newer in rows.items():
            contract = contracts[snippet]
            none = Tally(snippet, self._book.hashes(contract), contract.fingerprint, ())
            file = self._book.tally_file(snippet)
            there = self._book.tally(snippet) if not self._book.stale_tally(contract) else None
            (there or none).joined(newer).write(file)
            self._told.append(f"wrote {self._book.shown(file)}")

    def summary(self) -> Table:
        """Say how often each contract held on each Python, and how often what comes sometimes came."""
        builds = list(dict.fromkeys(str(series.variant.circumstance.build) for series in self._series.values()))
        table = Table("snippet", *(each.removeprefix("CPython ") for each in builds), "sometimes", box=None)
        by_snippet: dict[str, list[_Series]] = defaultdict(list)
        for series in self._series.values():
            by_snippet[series.variant.snippet].append(series)
        for snippet, row in sorted(by_snippet.items()):
            cells = (_kept([each for each in row if str(each.variant.circumstance.build) == build]) for build in builds)
            claims = [claim for claim in row[0].contract.claims if claim.outcome or claim.mode == "sometimes"]
            seen = (f"{claim.name} {sum(series.held[claim.name] for series in row):,}" for claim in claims)
            table.add_row(snippet, *cells, ", ".join(seen))
        return table

    def told(self) -> str:
        """Say in one line how it went, and in one for each file what was written."""
        runs = sum(len(series.results) for series in self._series.values())
        kept = sum(series.kept for series in self._series.values())
        after = "" if self._done else "; stopped: the same command with --resume goes on"
        return "\n".join([f"{kept:,} of {runs:,} runs kept their contracts{after}", *self._told])


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
