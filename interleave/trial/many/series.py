"""A series: the runs of one snippet on one Python under one start method, and what came of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from interleave.evidence.tallies import Tally
from interleave.trial.many.job import Job, Result, Variant

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_BROKEN_RUNS = 5  # after so many a series ends: a broken contract should not take as many times the time limit


@dataclass
class Series:
    """A series and what every job of it carries; see `Job`. `broken` has the jobs that broke the contract.

    `seen` counts the sometimes-claims that runs showed, `came_to` the declared outcomes.
    """

    variant: Variant
    programs: tuple[tuple[str, str], ...]
    contract_file: str
    contract_text: str
    observed: bool = False
    results: list[Result] = field(default_factory=list)
    broken: list[tuple[Job, Result]] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)
    came_to: Counter[str] = field(default_factory=Counter)

    def job(self, number: int, seed: int | None) -> Job:
        """Give its `number`th run (from 1); `seed` is that of the first."""
        own_seed = None if seed is None else seed + number - 1
        return Job(self.variant, number, own_seed, self.programs, self.contract_file, self.contract_text, self.observed)

    def add(self, job: Job, result: Result) -> None:
        """Count a result."""
        self.results.append(result)
        self.seen.update(result.seen)
        if result.came_to:
            self.came_to[result.came_to] += 1
        if result.broken:
            self.broken.append((job, result))

    @property
    def kept(self) -> int:
        """How many runs kept the contract."""
        return len(self.results) - len(self.broken)

    def tallies(self, seed: int | None, date: str) -> list[Tally]:
        """Count them, apart for each Python and platform that did some: a cluster may have several."""
        places = dict.fromkeys((result.python, result.free_threaded, result.platform) for result in self.results)
        return [self._tally(place, seed, date) for place in places]

    def _tally(self, place: tuple[str, bool, str], seed: int | None, date: str) -> Tally:
        here = [each for each in self.results if (each.python, each.free_threaded, each.platform) == place]
        seen = Counter(claim for each in here for claim in each.seen)
        kept = sum(not each.broken for each in here)
        return Tally(*place, *self.variant.way, date, seed, len(here), kept, dict(sorted(seen.items())))


def jobs(series: Sequence[Series], runs: int, seed: int | None) -> Iterator[tuple[Series, Job]]:
    """Give all jobs, the first run of each series before the second of any: so a soak that is stopped was fair.

    A series of which enough runs broke the contract ends.
    """
    for number in range(1, runs + 1):
        for each in series:
            if len(each.broken) < _BROKEN_RUNS:
                yield each, each.job(number, seed)
