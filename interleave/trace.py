"""The trace of a run: what each of its processes, threads and tasks did when.

`interleave.run` makes it from what the run's processes noted, `interleave.evidence.recording` keeps it, and
`interleave.card.timeline` draws it. It is plain data. All times are in seconds since the program's start, on the clock
of `Line.at`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

WAITS = ("sleep", "lock", "join", "queue", "io", "await")
"""The kinds of waiting: for time to pass; for a lock, condition, event, barrier or semaphore; for the end of a thread,
process or pool; for an item in a queue or room for one; for data; for the event loop to resume the track."""


class Track(NamedTuple):
    """A process, a thread or a task, from the first event that was noted to the last.

    `kind` is "process", "thread" or "task". `name` is Python's own: "Process-1", "Thread-1 (work)", "Task-2"; a main
    process has the name of its file. `inside` is the index of the track that it belongs to: that of the process for a
    thread, that of the thread for a task, None for a process. `parent` is the id of a process's parent, None for the
    program itself and for threads and tasks.
    """

    kind: str
    name: str
    inside: int | None
    pid: int
    parent: int | None
    start: float
    end: float


class Span(NamedTuple):
    """What a track, given by its index, did from `start` to `end`.

    `kind` is "call" for a call of one of the snippet's functions; one of `WAITS`; "held" while the track held a lock;
    or "running" while a thread was on a processor. `name` is that of the function, of the lock, queue, thread or
    process that was waited for, or of the lock held; "" if it has none, and for "running". Of one track, calls are
    nested; waits do not overlap, nor do stretches of running.
    """

    track: int
    kind: str
    name: str
    start: float
    end: float


class Mark(NamedTuple):
    """A track printed, at `at`, line number `line` of the transcript (from 0), or a piece of it if it is torn."""

    track: int
    line: int
    at: float


@dataclass(frozen=True, slots=True)
class Trace:
    """Everything that is known of a run's tracks, which are in the order in which they began, each after its own track.

    `sampled` tells whether there are "running" spans; they can only be measured on Linux.
    """

    tracks: tuple[Track, ...]
    spans: tuple[Span, ...]
    marks: tuple[Mark, ...]
    sampled: bool
