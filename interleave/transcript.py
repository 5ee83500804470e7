"""What a run left behind: the one value that the rooms hand to each other.

A transcript is written by `interleave.run`, read by `interleave.contract` and kept by `interleave.evidence.recording`.
It is plain data: it knows how to make none of them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Line:
    """One line that a run wrote on its terminal, without its line end.

    `at` is when its end arrived, in seconds since the program was started; infinite where nobody looked at a clock.
    """

    text: str
    at: float


@dataclass(frozen=True, slots=True)
class Transcript:
    """Everything that one run showed to somebody who watched its terminal and its processes.

    `exit` is the exit status, negative when a signal ended the program (-9 for SIGKILL).
    `pids` are the ids of all processes that belonged to the run, the program's own among them, which is `program`
    (None where nobody knows).
    `whole` is false when the last line had no line end.
    """

    lines: tuple[Line, ...]
    exit: int = 0
    pids: frozenset[int] = field(default_factory=frozenset)
    whole: bool = True
    program: int | None = None

    @classmethod
    def of(
        cls, *texts: str, exit: int = 0, pids: frozenset[int] | set[int] = frozenset(), whole: bool = True
    ) -> Transcript:
        """Make a transcript from bare texts, one a line, as tests and the writers of contracts do."""
        lines = tuple(Line(text, at=math.inf) for text in texts)
        return cls(lines, exit=exit, pids=frozenset(pids), whole=whole)
