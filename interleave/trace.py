"""The trace of a run: what each of its processes, threads and tasks did when.

`interleave.run` makes it from what the run's processes noted, `interleave.evidence.recording` keeps it, and
`interleave.card.timeline` draws it. It is plain data. All times are in seconds since the program's start, on the clock
of `Line.at`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

WAITS = ("sleep", "lock", "join", "queue", "io", "await", "ready")
"""The kinds of waiting: for time to pass; for a lock, condition, event, barrier or semaphore; for the end of a thread,
process or pool; for an item in a queue or room for one; for data; for the event loop to resume the track; for the GIL
or a processor."""

_LEAST_EXTENT = 0.05  # of the run: where everything happens in less time, the whole run is shown
_MARGIN = 0.03  # of what is shown, on each side


class Track(NamedTuple):
    """A process, a thread or a task, from the first event that was noted to the last.

    `kind` is "process", "thread" or "task". `name` is Python's own: "Process-1", "Thread-1 (work)", "Task-2"; a main
    process has the name of its file. `inside` is the index of the track that it belongs to: that of the process for a
    thread, that of the thread for a task, None for a process. `parent` is the id of a process's parent, None for the
    program itself and for threads and tasks. `ran` is for how many seconds a thread was on a processor, by its own
    clock; None for processes and tasks, and where it was not read.
    """

    kind: str
    name: str
    inside: int | None
    pid: int
    parent: int | None
    start: float
    end: float
    ran: float | None = None


class Span(NamedTuple):
    """What a track, given by its index, did from `start` to `end`.

    `kind` is "call" for a call of one of the snippet's functions; one of `WAITS`; "held" while the track held a lock;
    or "running" while a thread was on a processor. `name` is that of the function, of the lock, queue, thread or
    process that was waited for, or of the lock held; "" if it has none, for "ready" and for "running". Of one track,
    calls are nested; waits do not overlap, nor do stretches of running. `share` is the part of the time for which a
    thread ran or was ready, where it did both, or neither, in turns too short to tell apart.
    """

    track: int
    kind: str
    name: str
    start: float
    end: float
    share: float = 1

    @property
    def seconds(self) -> float:
        """For how long it did so."""
        return (self.end - self.start) * self.share

    @property
    def is_module(self) -> bool:
        """Whether it is the call of the program's module, which is no function."""
        return self.kind == "call" and self.name == "<module>"

    @property
    def is_own(self) -> bool:
        """Whether it tells what the program does, and not when it could."""
        return self.kind not in ("running", "ready")


class Mark(NamedTuple):
    """A track printed, at `at`, line number `line` of the transcript (from 0), or a piece of it if it is torn.

    `stream` is where the line was written: "stdout" or "stderr", "" where that is not known.
    """

    track: int
    line: int
    at: float
    stream: str = ""


@dataclass(frozen=True, slots=True)
class Trace:
    """Everything that is known of a run's tracks, which are in the order in which they began, each after its own track.

    `sampled` tells whether it was measured when threads ran.
    """

    tracks: tuple[Track, ...]
    spans: tuple[Span, ...]
    marks: tuple[Mark, ...]
    sampled: bool

    def extent(self) -> tuple[float, float]:
        """Give from when to when to show it, in seconds. There is at least one track.

        That is from the first to the last thing of the program's own that happened. If these are too close, it is the
        whole run, with the interpreter's start, the imports and the interpreter's end.
        """
        began = min(track.start for track in self.tracks)
        ended = max(*(track.end for track in self.tracks), *(mark.at for mark in self.marks), began + 0.001)
        moments = [mark.at for mark in self.marks]
        moments += [
            track.start
            for track in self.tracks
            if track.parent is not None or (track.inside is not None and track.name != "MainThread")
        ]
        own = (span for span in self.spans if span.is_own and not span.is_module)
        moments += [at for span in own for at in (span.start, span.end)]
        if not moments or max(moments) - min(moments) < _LEAST_EXTENT * (ended - began):
            return began, ended
        margin = _MARGIN * (max(moments) - min(moments))
        return max(began, min(moments) - margin), min(ended, max(moments) + margin)
