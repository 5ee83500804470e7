"""`pytest --runs N`: the runs of all selected contracts go to one executor before pytest asks each test how it went."""

from __future__ import annotations

import json
import shlex
import time
from collections import Counter, defaultdict
from dataclasses import asdict
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table

from interleave.attempt import BrokenContract
from interleave.book import Book
from interleave.mistake import Mistake
from interleave.soak import Hunt, Job, Journal, Series, Variant, hunting, jobs, pool, soak
from interleave.tallies import Tallies

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from rich.console import Console

    from interleave.items import Holds, Runner, Sometimes
    from interleave.run import Interpreter
    from interleave.soak import Pool, Result


_For = TypeVar("_For")


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
        self._hunts: dict[Sometimes, Hunt] = {}
        self._done = False

    @property
    def seed(self) -> int | None:
        """The seed of the first runs: the one that was asked for, or that of the soak which is resumed."""
        return self._journal.seed

    def run(self, holds: Sequence[Holds], sometimes: Sequence[Sometimes], console: Console) -> None:
        """Do all runs of these tests, and show how far it is; then hunt for what no run has shown.

        Raises ClusterError or LostError when they cannot be done, KeyboardInterrupt when it was stopped.
        """
        self._series = {test: self._a_series(test.runner, test.python, test.start_method) for test in holds}
        totals = Counter(series.variant.version for series in self._series.values())
        with self._journal, pool(self.plan.workers, self.plan.cluster) as made, _progress(console) as progress:
            bars = {
                version: progress.add_task(version, total=count * self.plan.runs, broken="")
                for version, count in totals.items()
            }
            broken: Counter[str] = Counter()
            for series, job, result in self._results(
                jobs(list(self._series.values()), self.plan.runs, self.seed), made
            ):
                version = job.variant.version
                broken[version] += bool(result.broken)
                series.add(job, result)
                progress.update(bars[version], advance=1, broken=f"{broken[version] or ''}")
            self._hunts = {test: hunt for test in sometimes if (hunt := self._a_hunt(test))}
            for hunt, job, result in self._results(hunting(list(self._hunts.values()), self.seed), made):
                hunt.add(job, result)
        self._write()
        self._done = True

    def _a_series(self, runner: Runner, python: Interpreter, start_method: str | None) -> Series:
        contract = runner.contract
        names = (contract.snippet, *contract.files)
        file = self._book.contract_file(contract.snippet)
        return Series(
            Variant(contract.snippet, python.path, version_of(python), start_method),
            tuple((name, self._book.program(name).read_text("utf-8")) for name in names),
            self._book.shown(file),
            file.read_text("utf-8"),
        )

    def _a_hunt(self, test: Sometimes) -> Hunt | None:
        """The hunt for a test's witness; None if the runs had one."""
        runner, python, claim = test.runner, test.python, test.claim
        had = (
            series.seen[claim.name]
            for series in self._series.values()
            if series.variant[:2] == (runner.contract.snippet, python.path)
        )
        if any(had):
            return None
        series = [self._a_series(runner, python, method) for method in runner.start_methods(python)]
        return Hunt(series, claim.name, claim.within, self.plan.runs)

    def _results(self, wanted: Iterator[tuple[_For, Job]], made: Pool) -> Iterator[tuple[_For, Job, Result]]:
        """Yield every job's result once, and what it is for: those the journal has, and those that are made now."""
        whose: dict[str, _For] = {}
        known: list[tuple[_For, Job, Result]] = []

        def unknown() -> Iterator[Job]:
            for each, job in wanted:
                if (result := self._journal.done.get(job.key)) is None:
                    whose[job.key] = each
                    yield job
                else:
                    known.append((each, job, result))

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

    def judge_hunt(self, test: Sometimes) -> None:
        """Say how a hunt went. Raises BrokenContract if there was no witness, or a run broke the contract."""
        hunt = self._hunts.get(test)
        if hunt is None or hunt.seen:
            return
        if hunt.broken:
            raise BrokenContract(hunt.broken[1].broken)
        raise BrokenContract(test.no_witness(self.plan.runs + hunt.tried))

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
