"""`pytest --runs N`: the runs of all selected contracts are held against them and tallied; see `Campaign`."""

from __future__ import annotations

import json
import time
from collections import defaultdict
from dataclasses import asdict
from itertools import chain
from typing import TYPE_CHECKING

from rich.table import Table

from interleave.evidence.tallies import Tallies
from interleave.mistake import Mistake
from interleave.plugin.campaign import Campaign, Plan, progress_on
from interleave.trial.many import Hunt, Series, hunting, pool
from interleave.trial.runner import BrokenContract

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from rich.console import Console

    from interleave.contract import Contract
    from interleave.plugin.items import Holds, Sometimes


class Soak(Campaign["Holds"]):
    """The soak of one pytest session; what it keeps is in `.soak/` at the project's root."""

    def __init__(self, root: Path, plan: Plan) -> None:
        """Open the journal. Raises JournalError when there is nothing to resume."""
        super().__init__(root, plan, root / ".soak")
        self._hunts: dict[Sometimes, Hunt] = {}

    def run(self, holds: Sequence[Holds], sometimes: Sequence[Sometimes], console: Console) -> None:
        """Do all runs of these tests, and show how far it is; then hunt for what no run has shown.

        Raises ClusterError or LostError when they cannot be done, KeyboardInterrupt when it was stopped.
        """
        with self._journal, pool(self.plan.workers, self.plan.cluster) as made, progress_on(console) as progress:
            self._run(holds, made, progress)
            self._hunts = {test: hunt for test in sometimes if (hunt := self._a_hunt(test))}
            for hunt, job, result in self._results(hunting(list(self._hunts.values()), self.seed), made):
                hunt.add(job, result)
        self._write()
        self._done = True

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
        series = [self._a_series(runner, python, way) for way in runner.shown_ways(python)]
        return Hunt(series, claim.name, claim.within, self.plan.runs)

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
            made.append((self._there(contract) or none, none.joined(newer)))
        report = {"seed": self.seed, "date": date, "snippets": [asdict(new) for _, new in made]}
        (self._place / "report.json").write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", "utf-8")
        if self.plan.tally:
            for old, new in made:
                old.joined(new.tallies).write(self._book.tallies_file(new.snippet))

    def _there(self, contract: Contract) -> Tallies | None:
        """The tallies that lie beside a snippet; None if there are none, or of another program or contract."""
        try:
            return self._book.fresh_tallies(contract)
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


def _kept(row: list[Series]) -> str:
    runs, kept = sum(len(series.results) for series in row), sum(series.kept for series in row)
    return f"{kept}" if kept == runs else f"[red]{kept} of {runs}[/red]"
