"""How often each claim of a snippet held, over many runs: kept beside the snippet, shown on its card."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from interleave.circumstance import Build, Circumstance
from interleave.evidence import sealed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

KIND = "tally"


@dataclass(frozen=True, slots=True)
class Row:
    """Runs of one snippet in one circumstance. Every one of them kept the contract.

    `date` is when the last of them ended, as in 2026-11-25. `seed` is that of the first run's `Shake`, the later runs'
    follow; None if they were undisturbed. `held` tells for each claim in how many of the `runs` it held; a claim that
    was not counted in these runs is missing. `modes` tells for each outcome the mode it has here.
    """

    circumstance: Circumstance
    date: str
    seed: int | None
    runs: int
    held: dict[str, int]
    modes: dict[str, str]

    @property
    def key(self) -> Circumstance:
        """The circumstance but for a Python's bugfix release. A tally has one row for each key."""
        build = self.circumstance.build
        minor = ".".join(map(str, build.version))
        return replace(self.circumstance, build=replace(build, release=minor))


class Count(NamedTuple):
    """A claim held in `held` of `runs` runs."""

    held: int
    runs: int


@dataclass(frozen=True, slots=True)
class Tally:
    """All rows of a snippet. `files` has the SHA-256 of its programs, `contract` the contract's fingerprint."""

    snippet: str
    files: dict[str, str]
    contract: str
    rows: tuple[Row, ...]

    @property
    def runs(self) -> int:
        """How many runs there were."""
        return sum(row.runs for row in self.rows)

    def count(self, claim: str, mode: str | None = None) -> Count:
        """Count a claim over all rows in which it was counted; with `mode`, over those in which an outcome has it."""
        rows = [row for row in self.rows if claim in row.held and mode in {None, row.modes.get(claim, mode)}]
        return Count(sum(row.held[claim] for row in rows), sum(row.runs for row in rows))

    def lacks(self, minors: Iterable[str]) -> list[str]:
        """Give those of some Pythons, named by their minor versions, on which no shaken runs were counted."""
        there = {row.circumstance.build.minor for row in self.rows if row.circumstance.shaken}
        return [minor for minor in minors if minor not in there]

    def joined(self, newer: Iterable[Row]) -> Tally:
        """The same with `newer` rows; of two with the same key the one of more runs stays, or else the newer one."""
        by_key: dict[Circumstance, Row] = {}
        for row in (*self.rows, *newer):
            there = by_key.get(row.key)
            if there is None or row.runs >= there.runs:
                by_key[row.key] = row
        return replace(self, rows=tuple(sorted(by_key.values(), key=lambda row: _order(row.circumstance))))

    def write(self, file: Path) -> None:
        """Write it, sealed."""
        sealed.write(file, KIND, asdict(self))

    @classmethod
    def read(cls, file: Path) -> Tally:
        """Read a tally. Raises SealError if the file holds none, or was edited by hand."""
        return sealed.read(file, KIND, _tally)


def _tally(data: dict[str, Any]) -> Tally:
    rows = (Row(**{**row, "circumstance": circumstance_of(row["circumstance"])}) for row in data.pop("rows"))
    return Tally(**data, rows=tuple(rows))


def circumstance_of(data: dict[str, Any]) -> Circumstance:
    """Make a circumstance of what `asdict` made of one."""
    return Circumstance(**{**data, "build": Build(**data["build"])})


def _order(circumstance: Circumstance) -> tuple[object, ...]:
    build = circumstance.build
    return build.version, build.free_threaded, build.implementation, build.platform, repr(circumstance)
