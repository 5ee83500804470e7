"""What a snippet's runs came to: the tallies of its declared outcomes, kept beside it, shown on its card."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from interleave.evidence import sealed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FORMAT = 1


class Meaning(NamedTuple):
    """A declared outcome: its name, and what it means in both languages."""

    name: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Observation:
    """Runs of one snippet on one Python and platform, under one start method (None: it makes no difference).

    `date` is when the last of them ended, as in 2026-11-25. `seed` is that of the first run's `Shake`, the later runs'
    follow; None if they were undisturbed. `expected` tells for each outcome whether it was declared to come always,
    sometimes or never here, and `seen` in how many of the `runs` it came.
    """

    python: str
    free_threaded: bool
    platform: str
    start_method: str | None
    date: str
    seed: int | None
    runs: int
    expected: dict[str, str]
    seen: dict[str, int]

    @property
    def version(self) -> tuple[int, int]:
        """The Python's major and minor version."""
        major, minor = self.python.split()[-1].split(".")[:2]
        return int(major), int(minor)

    @property
    def where(self) -> tuple[object, ...]:
        """What two observations share only if one takes the other's place: a Python's bugfix release is no other."""
        return self.python.split()[0], self.version, self.free_threaded, self.platform, self.start_method


@dataclass(frozen=True, slots=True)
class Observations:
    """All observations of a snippet.

    `files` has the SHA-256 of its programs, `declared` the fingerprint of the declared outcomes, `outcomes` what they
    mean.
    """

    snippet: str
    files: dict[str, str]
    declared: str
    outcomes: tuple[Meaning, ...]
    observations: tuple[Observation, ...]

    @property
    def runs(self) -> int:
        """How many runs there were."""
        return sum(each.runs for each in self.observations)

    def joined(self, newer: Iterable[Observation]) -> Observations:
        """The same with `newer` observations; they take the place of those made at the same `where`."""
        by_where = {each.where: each for each in (*self.observations, *newer)}
        ordered = sorted(by_where.values(), key=lambda each: (each.version, each.free_threaded, repr(each.where)))
        return replace(self, observations=tuple(ordered))

    def write(self, file: Path) -> None:
        """Write them, sealed."""
        sealed.write(file, FORMAT, asdict(self))

    @classmethod
    def read(cls, file: Path) -> Observations:
        """Read observations. Raises SealError if the file holds none, or was edited by hand."""
        data = sealed.read(file, FORMAT)
        data["outcomes"] = tuple(Meaning(*each) for each in data["outcomes"])
        data["observations"] = tuple(Observation(**each) for each in data["observations"])
        return cls(**data)
