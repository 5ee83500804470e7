"""`pytest --observe N`: the runs of all selected snippets are asked what they came to, and tallied; see `Campaign`."""

from __future__ import annotations

import time
from collections import Counter
from typing import TYPE_CHECKING

from rich.table import Table

from interleave.contract import Circumstances
from interleave.evidence.observations import Meaning, Observation, Observations
from interleave.mistake import Mistake
from interleave.plugin.campaign import Campaign, Plan, progress_on
from interleave.run import unreadable
from interleave.trial.many import pool

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from rich.console import Console

    from interleave.contract import Contract
    from interleave.plugin.items import Observes
    from interleave.trial.many import Job, Result, Series


class Observing(Campaign["Observes"]):
    """The observations of one pytest session; what it keeps of its runs is in `.soak/observed/` at the project's root.

    Only an observation that is whole, and in which no run broke its contract, is written beside its snippet.
    """

    observed = True

    def __init__(self, root: Path, plan: Plan) -> None:
        """Open the journal. Raises JournalError when there is nothing to resume."""
        super().__init__(root, plan, root / ".soak" / "observed")
        self._unreadable: dict[Observes, str] = {}
        self._written: list[Path] = []

    def run(self, tests: Sequence[Observes], console: Console) -> None:
        """Do all runs of these tests, show how far it is, and write what came of them.

        Raises ClusterError or LostError when they cannot be done, KeyboardInterrupt when it was stopped.
        """
        for test in tests:
            said = (unreadable(test.python, program) for program in test.runner.programs)
            if why := next(filter(None, said), ""):
                self._unreadable[test] = why
        readable = [test for test in tests if test not in self._unreadable]
        with self._journal, pool(self.plan.workers, self.plan.cluster) as made, progress_on(console) as progress:
            self._run(readable, made, progress)
        self._write()
        self._done = True

    def unreadable(self, test: Observes) -> str:
        """Say in one line why a test's Python cannot read its snippet; empty if it can."""
        return self._unreadable.get(test, "")

    def _again(self, job: Job) -> list[str]:  # noqa: ARG002  (all of them are repeated)
        shake = [] if self.seed is None else [f"--shake={self.seed}"]
        return [f"--observe={self.plan.runs}", *shake]

    def _write(self) -> None:
        date = time.strftime("%Y-%m-%d", time.gmtime())
        newer: dict[str, list[Observation]] = {}
        contracts: dict[str, Contract] = {}
        for test, series in self._series.items():
            contract = test.runner.contract
            contracts[contract.snippet] = contract
            if len(series.results) == self.plan.runs and not series.broken:
                newer.setdefault(contract.snippet, []).extend(self._observations(contract, series, date))
        for snippet, made in newer.items():
            file = self._book.observations_file(snippet)
            self._there(contracts[snippet]).joined(made).write(file)
            self._written.append(file)

    def _there(self, contract: Contract) -> Observations:
        """The observations that lie beside a snippet; none if they are of another program or other outcomes."""
        try:
            there = self._book.fresh_observations(contract)
        except Mistake:
            there = None
        meanings = tuple(Meaning(each.name, each.zh, each.en) for each in contract.outcomes)
        files = self._book.hashes(contract)
        return there or Observations(contract.snippet, files, contract.outcomes_fingerprint, meanings, ())

    def _observations(self, contract: Contract, series: Series, date: str) -> Iterator[Observation]:
        """Count them, apart for each Python and platform that did some: a cluster may have several."""
        method = series.variant.way.start_method
        places: dict[tuple[str, bool, str], list[Result]] = {}
        for each in series.results:
            places.setdefault((each.python, each.free_threaded, each.platform), []).append(each)
        for (python, free_threaded, platform), here in places.items():
            major, minor = python.split()[-1].split(".")[:2]
            under = Circumstances((int(major), int(minor)), free_threaded, method)
            seen = Counter(each.came_to for each in here)
            yield Observation(
                python,
                free_threaded,
                platform,
                method,
                date,
                self.seed,
                len(here),
                {each.name: each.expected_under(under) for each in contract.outcomes},
                {each.name: seen[each.name] for each in contract.outcomes},
            )

    def summary(self) -> Table:
        """Say how often each outcome came on each Python."""
        table = Table("snippet", "python", "runs", "outcomes", box=None)
        for test, series in self._series.items():
            version = series.variant.version.removeprefix("CPython ")
            under = " ".join(filter(None, (version, str(series.variant.way))))
            came = [f"{each.name} {series.came_to[each.name]:,}" for each in test.runner.contract.outcomes]
            came += [f"[red]{len(series.broken)} not as declared[/red]"] if series.broken else []
            table.add_row(series.variant.snippet, under, f"{len(series.results):,}", ", ".join(came))
        return table

    def told(self) -> str:
        """Say in one line how it went, and in one for each file what was written."""
        return "\n".join([super().told(), *(f"wrote {self._book.shown(file)}" for file in self._written)])
