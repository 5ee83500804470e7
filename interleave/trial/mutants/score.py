"""How many mutants were killed: counted by the tests, told at the end of pytest."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

_PROPERTY = "interleave mutants"


@dataclass
class Score:
    """Mutants of one kind ("outputs" or "programs") by operator; survivors: why each is one, and the unexplained."""

    kind: str
    made: Counter[str] = field(default_factory=Counter)
    killed: Counter[str] = field(default_factory=Counter)
    explained: dict[str, str] = field(default_factory=dict)
    unexplained: list[str] = field(default_factory=list)

    def count(self, operator: str, *, killed: bool) -> None:
        """Count one mutant."""
        self.made[operator] += 1
        self.killed[operator] += killed

    def keep(self, properties: list[tuple[str, object]]) -> None:
        """Put it where it goes with the test's report, from one process to another too."""
        data = (self.kind, self.made, self.killed, self.explained, self.unexplained)
        properties.append((_PROPERTY, json.dumps(data)))

    @classmethod
    def kept(cls, properties: Iterable[tuple[str, object]]) -> Iterator[Score]:
        """Give what was put there."""
        for name, value in properties:
            if name == _PROPERTY:
                kind, made, killed, explained, unexplained = json.loads(str(value))
                yield cls(kind, Counter(made), Counter(killed), explained, unexplained)

    def add(self, other: Score) -> None:
        """Add what another test counted."""
        self.made.update(other.made)
        self.killed.update(other.killed)
        self.explained.update(other.explained)
        self.unexplained += other.unexplained

    def told(self) -> Iterator[str]:
        """Lines for the reader: all of them, each operator, each survivor."""
        yield f"{self.kind}: {self.killed.total()} of {self.made.total()} mutants killed"
        for operator, made in sorted(self.made.items()):
            yield f"  {operator:18} {self.killed[operator]:5} of {made}"
        if self.explained:
            yield f"  {len(self.explained)} survive, and a file says why:"
            yield from (f"    {name}: {why}" for name, why in sorted(self.explained.items()))
        if self.unexplained:
            yield f"  {len(self.unexplained)} survive, and nobody says why:"
            yield from (f"    {name}" for name in sorted(self.unexplained))
