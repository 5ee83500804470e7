"""A hunt for a witness: runs until one shows what a sometimes-claim says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from interleave.trial.many.job import Job, Result
    from interleave.trial.many.series import Series


@dataclass
class Hunt:
    """Up to `within` runs, of one series after the other, until a run shows `claim`; `after` are the runs before them.

    `broken` is the first result that broke the contract, with its job.
    """

    series: Sequence[Series]
    claim: str
    within: int
    after: int
    tried: int = 0
    seen: bool = False
    broken: tuple[Job, Result] | None = None

    @property
    def over(self) -> bool:
        """Whether no further run is wanted."""
        return self.seen or self.broken is not None or self.tried == self.within

    def job(self, seed: int | None) -> Job:
        """Give the next run; `seed` is that of the soak's first."""
        self.tried += 1
        series = self.series[self.tried % len(self.series)]
        return series.job(self.after + self.tried, seed)

    def add(self, job: Job, result: Result) -> None:
        """Look at a result."""
        self.seen = self.seen or self.claim in result.seen
        if result.broken and self.broken is None:
            self.broken = job, result


def hunting(hunts: Sequence[Hunt], seed: int | None) -> Iterator[tuple[Hunt, Job]]:
    """Give the jobs of all hunts in turn, until each is over."""
    while not all(hunt.over for hunt in hunts):
        for hunt in hunts:
            if not hunt.over:
                yield hunt, hunt.job(seed)
