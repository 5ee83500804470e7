"""How often a snippet's contract was checked: the tallies of a soak, kept beside the snippet, shown on its card."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from interleave.evidence import sealed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Tally:
    """Runs of one snippet on one Python and platform, under one start method (None: it makes no difference).

    `terminal` is false for runs through a pipe. `kept` of `runs` kept the contract: its shape, and every always- and
    never-claim. `seen` counts for each sometimes-claim the runs that showed it. `date` is when the last of them ended,
    as in 2026-11-25. `seed` is that of the first run's `Shake`, the later runs' follow; None if they were undisturbed.
    """

    python: str
    free_threaded: bool
    platform: str
    start_method: str | None
    terminal: bool
    date: str
    seed: int | None
    runs: int
    kept: int
    seen: dict[str, int]

    @property
    def where(self) -> tuple[object, ...]:
        """What two tallies share only if one takes the other's place."""
        return self.python, self.free_threaded, self.platform, self.start_method, self.terminal

    @property
    def version(self) -> tuple[int, int]:
        """The Python's major and minor version."""
        major, minor = self.python.split()[-1].split(".")[:2]
        return int(major), int(minor)


@dataclass(frozen=True, slots=True)
class Tallies:
    """All tallies of a snippet. `files` has the SHA-256 of its programs, `contract` the contract's fingerprint."""

    snippet: str
    files: dict[str, str]
    contract: str
    tallies: tuple[Tally, ...]

    @property
    def runs(self) -> int:
        """How many runs there were."""
        return sum(tally.runs for tally in self.tallies)

    @property
    def kept(self) -> int:
        """How many of them kept the contract."""
        return sum(tally.kept for tally in self.tallies)

    @property
    def shaken(self) -> bool:
        """Whether all of them were disturbed."""
        return all(tally.seed is not None for tally in self.tallies)

    def seen(self, claim: str) -> int:
        """How many of them showed a sometimes-claim."""
        return sum(tally.seen.get(claim, 0) for tally in self.tallies)

    @property
    def pythons(self) -> str:
        """On which Pythons, like "CPython 3.11–3.15" or "CPython 3.11, 3.14t"."""
        names = sorted({(tally.python.split()[0], tally.free_threaded, tally.version) for tally in self.tallies})
        parts: list[list[tuple[int, int]]] = []
        kinds: list[tuple[str, bool]] = []
        for name, free, version in names:
            follows = parts and kinds[-1] == (name, free) and version == (parts[-1][-1][0], parts[-1][-1][1] + 1)
            if follows:
                parts[-1].append(version)
            else:
                parts.append([version])
                kinds.append((name, free))
        said = []
        last = ""
        for (name, free), versions in zip(kinds, parts, strict=True):
            ends = dict.fromkeys(f"{major}.{minor}{'t' * free}" for major, minor in (versions[0], versions[-1]))
            said.append(("" if name == last else f"{name} ") + "–".join(ends))
            last = name
        return ", ".join(said)

    def joined(self, newer: Iterable[Tally]) -> Tallies:
        """The same with `newer` tallies; they take the place of those made at the same `where`."""
        by_where = {tally.where: tally for tally in (*self.tallies, *newer)}
        ordered = sorted(by_where.values(), key=lambda each: (each.version, each.python, repr(each.where)))
        return replace(self, tallies=tuple(ordered))

    def write(self, file: Path) -> None:
        """Write them, sealed."""
        sealed.write(file, FORMAT, asdict(self))

    @classmethod
    def read(cls, file: Path) -> Tallies:
        """Read tallies. Raises SealError if the file holds none, or was edited by hand."""
        data = sealed.read(file, FORMAT)
        return cls(**{**data, "tallies": tuple(Tally(**tally) for tally in data["tallies"])})
