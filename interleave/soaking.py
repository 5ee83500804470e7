"""`pytest --runs N`: the runs of all selected contracts go to one executor before pytest asks each test how it went."""

from __future__ import annotations

import json
import shlex
import time
from collections import Counter, defaultdict
from dataclasses import asdict
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table

from interleave.attempt import BrokenContract
from interleave.book import Book
from interleave.mistake import Mistake
from interleave.soak import Job, Journal, Result, Series, Variant, jobs, pool, soak
from interleave.tallies import Tallies

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from rich.console import Console

    from interleave.items import Holds
    from interleave.run import Interpreter
    from interleave.soak import Pool


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


class Soak:
    """The soak of one pytest session; what it keeps is in `.soak/` at the project's root."""

    def __init__(self, root: Path, plan: Plan) -> None:
        """Open the journal. Raises JournalError when there is nothing to resume."""
        self.plan = plan
        self._book = Book(root)
        self._place = root / ".soak"
        file = self._place / "journal.jsonl"
        self._journal = Journal.resume(file) if plan.resume else Journal.begin(file, plan.seed)
        self._series: dict[Holds, Series] = {}
        self._done = False

    @property
    def seed(self) -> int | None:
        """The seed of the first runs: the one that was asked for, or that of the soak which is resumed."""
        return self._journal.seed

    def run(self, tests: Sequence[Holds], console: Console) -> None:
        """Do all runs of these tests, and show how far it is.

        Raises ClusterError or LostError when they cannot be done, KeyboardInterrupt when it was stopped.
        """
        self._series = {test: self._a_series(test) for test in tests}
        totals = Counter(series.variant.version for series in self._series.values())
        with self._journal, pool(self.plan.workers, self.plan.cluster) as made, _progress(console) as progress:
            bars = {
                version: progress.add_task(version, total=count * self.plan.runs, broken="")
                for version, count in totals.items()
            }
            for series, result in self._results(made):
                progress.advance(bars[series.variant.version])
                if result.broken:
                    version = series.variant.version
                    broken = sum(len(each.broken) for each in self._series.values() if each.variant.version == version)
                    progress.update(bars[version], broken=f"{broken} broken")
        self._write()
        self._done = True

    def _a_series(self, test: Holds) -> Series:
        contract = test.runner.contract
        names = (contract.snippet, *contract.files)
        file = self._book.contract_file(contract.snippet)
        return Series(
            Variant(contract.snippet, test.python.path, version_of(test.python), test.start_method),
            tuple((name, self._book.program(name).read_text("utf-8")) for name in names),
            self._book.shown(file),
            file.read_text("utf-8"),
        )

    def _results(self, made: Pool) -> Iterator[tuple[Series, Result]]:
        """Yield every result once: those the journal has, and those that are made now."""
        by_variant = {series.variant: series for series in self._series.values()}
        known: list[tuple[Series, Result]] = []

        def wanted() -> Iterator[Job]:
            for series, job in jobs(list(by_variant.values()), self.plan.runs, self.seed):
                if (result := self._journal.done.get(job.key)) is None:
                    yield job
                else:
                    series.add(job, result)
                    known.append((series, result))

        for job, result in soak(wanted(), *made):
            series = by_variant[job.variant]
            series.add(job, result)
            self._journal.add(result)
            if result.broken:
                self._keep(job, result)
            yield series, result
            while known:
                yield known.pop()
        yield from known

    def _keep(self, job: Job, result: Result) -> None:
        """Keep a run that broke its contract whole, with the command that repeats it."""
        file = self._broken_file(job)
        file.parent.mkdir(parents=True, exist_ok=True)
        about = {"repeat": self._command(job), "variant": job.variant._asdict(), "seed": job.seed}
        file.write_text(json.dumps({**about, **asdict(result)}, ensure_ascii=False, indent=1) + "\n", "utf-8")

    def _broken_file(self, job: Job) -> Path:
        variant = job.variant
        seed = f"run{job.number}" if job.seed is None else f"seed{job.seed}"
        parts = (variant.snippet.removesuffix(".py").replace("/", "-"), variant.version.split()[-1])
        name = "-".join([*parts, *([variant.start_method] if variant.start_method else []), seed])
        return self._place / "broken" / f"{name}.json"

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

    def has_seen(self, snippet: str, python: Interpreter, claim: str) -> bool:
        """Whether any run of a snippet on this Python showed a sometimes-claim."""
        return any(
            series.seen[claim]
            for series in self._series.values()
            if (series.variant.snippet, series.variant.python) == (snippet, python.path)
        )

    def _write(self) -> None:
        """Write the report of this soak, and the tallies beside the snippets if that was asked for."""
        date = time.strftime("%Y-%m-%d", time.gmtime())
        made = []
        for tests in self._by_snippet().values():
            contract = tests[0].runner.contract
            newer = chain.from_iterable(self._series[test].tallies(self.seed, date) for test in tests)
            none = Tallies(contract.snippet, self._book.hashes(contract), contract.fingerprint, ())
            made.append((self._there(contract.snippet) or none, none.joined(newer)))
        report = {"seed": self.seed, "date": date, "snippets": [asdict(new) for _, new in made]}
        (self._place / "report.json").write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", "utf-8")
        if self.plan.tally:
            for old, new in made:
                old.joined(new.tallies).write(self._book.tallies_file(new.snippet))

    def _there(self, snippet: str) -> Tallies | None:
        """The tallies that lie beside a snippet; None if there are none, or of another program or contract."""
        try:
            return self._book.tallies(snippet)
        except Mistake:
            return None

    def _by_snippet(self) -> dict[str, list[Holds]]:
        found: dict[str, list[Holds]] = defaultdict(list)
        for test, series in self._series.items():
            found[series.variant.snippet].append(test)
        return dict(sorted(found.items()))

    def summary(self) -> Table:
        """Say how often each contract held on each Python, and how often each sometimes-claim was seen."""
        versions = list(dict.fromkeys(series.variant.version for series in self._series.values()))
        table = Table("snippet", *(each.removeprefix("CPython ") for each in versions), "sometimes", box=None)
        for snippet, tests in self._by_snippet().items():
            row = [self._series[test] for test in tests]
            cells = (_kept([series for series in row if series.variant.version == each]) for each in versions)
            claims = tests[0].runner.contract.of_mode("sometimes")
            seen = (f"{claim.name} {sum(series.seen[claim.name] for series in row)}" for claim in claims)
            table.add_row(snippet, *cells, ", ".join(seen))
        return table

    def told(self) -> str:
        """Say in one line how it went."""
        runs = sum(len(series.results) for series in self._series.values())
        kept = sum(series.kept for series in self._series.values())
        after = "" if self._done else "; stopped: the same command with --resume goes on"
        return f"{kept:,} of {runs:,} runs kept their contracts{after}"


def version_of(python: Interpreter) -> str:
    """Give a Python's name as tables show it: "CPython 3.14.0t" is a free-threaded build."""
    return f"{python.implementation} {python.version}{'t' if python.free_threaded else ''}"


def _kept(row: list[Series]) -> str:
    runs, kept = sum(len(series.results) for series in row), sum(series.kept for series in row)
    return f"{kept}" if kept == runs else f"[red]{kept} of {runs}[/red]"


def _progress(console: Console) -> Progress:
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
