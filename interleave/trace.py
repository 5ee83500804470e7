"""What each process, thread and task of a run was doing when.

A trace is put together by `interleave.run` from what was seen inside the run's processes, kept by
`interleave.evidence.recording` and drawn by `interleave.card.timeline`. It is plain data. All times are seconds since
the program was started, on the same clock as `Line.at`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

WAITS = ("sleep", "lock", "join", "queue", "io", "await")
"""The kinds of spans in which a lane waits: for time to pass, for a lock (condition, event, barrier, semaphore), for
the end of a thread, process or pool, for an item or a free place, for data, for what an event loop will wake it for."""


class Lane(NamedTuple):
    """A process, a thread or a task, from its first moment that was seen to its last.

    `kind` is "process", "thread" or "task". `inside` is the number of the lane that it belongs to: that of its process
    for a thread, of its thread for a task, None for a process. `name` is Python's own: "MainProcess", "Thread-1
    (work)", "Task-2". A process's parent is the process with the id `parent` (None for the program itself).
    """

    kind: str
    name: str
    inside: int | None
    pid: int
    parent: int | None
    start: float
    end: float


class Span(NamedTuple):
    """What a lane did from `start` to `end`.

    `kind` is one of: "call", a function of the snippet's own, whose `name` it has (calls of one lane are nested);
    one of `WAITS`, with the lock, queue, thread or process that was waited for as its name, where it has one
    (waits of one lane are never nested in each other); "held", a lock that the lane had taken, by its name; "running",
    a stretch on a processor, without a name (one lane's do not overlap; only threads have them).
    """

    lane: int
    kind: str
    name: str
    start: float
    end: float


class Mark(NamedTuple):
    """The lane printed the transcript's line number `line` (from 0; a torn line has a mark for each piece)."""

    lane: int
    line: int
    at: float


@dataclass(frozen=True, slots=True)
class Trace:
    """All of it. Lanes come in the order in which they began, those inside of another after it.

    `sampled` tells whether the "running" spans were measured; where the system does not tell them there are none.
    """

    lanes: tuple[Lane, ...]
    spans: tuple[Span, ...]
    marks: tuple[Mark, ...]
    sampled: bool
