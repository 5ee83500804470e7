"""How many mutants were killed: counted by tests, perhaps in several processes, and shown at the end of pytest."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

_PROPERTY = "interleave mutants"


@dataclass
class Score:
    """Counts of mutants of one kind ("outputs" or "programs") by operator, and the survivors.

    `explained` has the reason for each survivor of the survivors files, `unexplained` the names of the others.
    """

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
        """Add the score to the properties of a test, which pytest's report of the test has in any process."""
        data = (self.kind, self.made, self.killed, self.explained, self.unexplained)
        properties.append((_PROPERTY, json.dumps(data)))

    @classmethod
    def kept(cls, properties: Iterable[tuple[str, object]]) -> Iterator[Score]:
        """Give the scores among a test's properties."""
        for name, value in properties:
            if name == _PROPERTY:
                kind, made, killed, explained, unexplained = json.loads(str(value))
                yield cls(kind, Counter(made), Counter(killed), explained, unexplained)

    def add(self, other: Score) -> None:
        """Add the counts and survivors of another test."""
        self.made.update(other.made)
        self.killed.update(other.killed)
        self.explained.update(other.explained)
        self.unexplained += other.unexplained

    def lines(self) -> Iterator[str]:
        """Give the score as lines of text: the total, each operator's count, each survivor."""
        yield f"{self.kind}: {self.killed.total()} of {self.made.total()} mutants killed"
        for operator, made in sorted(self.made.items()):
            yield f"  {operator:18} {self.killed[operator]:5} of {made}"
        if self.explained:
            yield f"  explained survivors: {len(self.explained)}"
            yield from (f"    {name}: {why}" for name, why in sorted(self.explained.items()))
        if self.unexplained:
            yield f"  unexplained survivors: {len(self.unexplained)}"
            yield from (f"    {name}" for name in sorted(self.unexplained))
