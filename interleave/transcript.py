"""What a run printed and how it ended, as plain data.

`interleave.run` makes a transcript, `interleave.contract` reads it and `interleave.evidence.recording` keeps it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Line:
    """One line that a run wrote on its terminal, without its line end.

    `at` is when its end had arrived, in seconds since the program was started; infinite if it was not measured.
    `after` is the latest moment at which it had not: its end arrived between the two.
    """

    text: str
    at: float
    after: float = 0.0


@dataclass(frozen=True, slots=True)
class Transcript:
    """What one run showed on its terminal, and which processes it had.

    `exit` is the exit status, negative when a signal ended the program (-9 for SIGKILL).
    `pids` are the ids of the program's own process, which is `program` (None if it is not known), and of all processes
    that it started, but for what `multiprocessing` started for itself: its resource tracker and fork server.
    `whole` is false when the last line had no line end.
    `hangs` is empty if the program ended by itself. Else it was stopped, `exit` means nothing, and there is a text for
    each thread that ran the program's own code: where it stood; or one empty text if nobody could tell.
    `began` is when the program was started, in seconds since 1970 (None if it is not known).
    """

    lines: tuple[Line, ...]
    exit: int = 0
    pids: frozenset[int] = field(default_factory=frozenset)
    whole: bool = True
    program: int | None = None
    hangs: tuple[str, ...] = ()
    began: float | None = None

    @classmethod
    def of(
        cls,
        *texts: str,
        exit: int = 0,
        pids: frozenset[int] | set[int] = frozenset(),
        whole: bool = True,
        hangs: tuple[str, ...] = (),
    ) -> Transcript:
        """Make a transcript from bare texts, one a line, as tests and the writers of contracts do."""
        lines = tuple(Line(text, at=math.inf) for text in texts)
        return cls(lines, exit=exit, pids=frozenset(pids), whole=whole, hangs=hangs)
