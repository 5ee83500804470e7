"""Many runs for the tests of one pytest session: they go to one executor before pytest asks each test how it went."""

from __future__ import annotations

import json
import shlex
from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from interleave.book import Book
from interleave.trial.many import Job, Journal, Series, Variant, jobs, soak
from interleave.trial.runner import BrokenContract

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from rich.console import Console

    from interleave.plugin.items import Holds, Observes
    from interleave.run import Interpreter
    from interleave.trial.many import Pool, Result
    from interleave.trial.runner import Runner, Way

_For = TypeVar("_For")
_Test = TypeVar("_Test", bound="Holds | Observes")


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


class Campaign(Generic[_Test]):
    """The runs of one pytest session; what is kept of them is in `place`.

    `observed`: each run is asked which declared outcome it comes to.
    """

    observed = False

    def __init__(self, root: Path, plan: Plan, place: Path) -> None:
        """Open the journal. Raises JournalError when there is nothing to resume."""
        self.plan = plan
        self._book = Book(root)
        self._place = place
        file = place / "journal.jsonl"
        self._journal = Journal.resume(file) if plan.resume else Journal.begin(file, plan.seed)
        self._series: dict[_Test, Series] = {}
        self._done = False

    @property
    def seed(self) -> int | None:
        """The seed of the first runs: the one that was asked for, or that of the runs which are resumed."""
        return self._journal.seed

    def _run(self, tests: Sequence[_Test], made: Pool, progress: Progress) -> None:
        """Do all runs of these tests."""
        self._series = {test: self._a_series(test.runner, test.python, test.way) for test in tests}
        totals = Counter(series.variant.version for series in self._series.values())
        bars = {
            version: progress.add_task(version, total=count * self.plan.runs, broken="")
            for version, count in totals.items()
        }
        broken: Counter[str] = Counter()
        for series, job, result in self._results(jobs(list(self._series.values()), self.plan.runs, self.seed), made):
            version = job.variant.version
            broken[version] += bool(result.broken)
            series.add(job, result)
            progress.update(bars[version], advance=1, broken=f"{broken[version] or ''}")

    def _a_series(self, runner: Runner, python: Interpreter, way: Way) -> Series:
        contract = runner.contract
        names = (contract.snippet, *contract.files)
        file = self._book.contract_file(contract.snippet)
        return Series(
            Variant(contract.snippet, python.path, version_of(python), way),
            tuple((name, self._book.program(name).read_text("utf-8")) for name in names),
            self._book.shown(file),
            file.read_text("utf-8"),
            self.observed,
        )

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
        name = "-".join(filter(None, (*parts, str(variant.way), seed)))
        return self._place / "broken" / f"{name}.json"

    def _command(self, job: Job) -> str:
        test = next(test for test, series in self._series.items() if series.variant == job.variant)
        return shlex.join(["pytest", *self._again(job), f"--python={job.variant.python}", test.nodeid])

    def _again(self, job: Job) -> list[str]:
        """The options that repeat a run."""
        return [] if job.seed is None else [f"--shake={job.seed}"]

    def judge(self, test: _Test) -> None:
        """Say how a test's runs went. Raises BrokenContract that tells how many runs broke it, and the first."""
        series = self._series[test]
        if not series.broken:
            return
        job, first = min(series.broken, key=lambda each: each[0].number)
        raise BrokenContract(
            f"{len(series.broken)} of {len(series.results)} runs broke the contract; run {job.number}: {first.broken}\n"
            f"  kept whole in {self._book.shown(self._broken_file(job))}; repeat it: {self._command(job)}"
        )

    def told(self) -> str:
        """Say in one line how it went."""
        runs = sum(len(series.results) for series in self._series.values())
        kept = sum(series.kept for series in self._series.values())
        after = "" if self._done else "; stopped: the same command with --resume goes on"
        return f"{kept:,} of {runs:,} runs kept their contracts{after}"


def version_of(python: Interpreter) -> str:
    """Give a Python's name as tables show it: "CPython 3.14.0t" is a free-threaded build."""
    return f"{python.implementation} {python.version}{'t' if python.free_threaded else ''}"


def progress_on(console: Console) -> Progress:
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
