"""Makes the trace of a run from what `inside/tracing.py` noted in its processes."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from interleave.run.prints import Printed, lines_of
from interleave.trace import WAITS, Mark, Span, Trace, Track

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from interleave.run.sampling import Samples
    from interleave.transcript import Transcript

_SHORTEST = 0.00005  # seconds; a shorter wait is the cost of tracing and no waiting
_GAP = 0.003  # seconds; a longer gap between two samples that ran means that the thread was off its processor
_ESCAPED = re.compile(r"\\(.)")
_PLAIN = {"\\": "\\", "t": "\t", "n": "\n", "r": "\r"}


class TraceError(Exception):
    """Tracing itself failed; the message says how."""


class _Event(NamedTuple):
    at: float
    pid: int
    thread: int
    task: str
    what: str
    about: tuple[str, ...]


class _Key(NamedTuple):
    """Identifies a track: a task, or a thread if `task` is empty."""

    pid: int
    thread: int
    task: str


@dataclass
class _Doing:
    """What a track did from `start` to `end`.

    `spans` are what has ended (kind, name, start, end), `calls` and `wait` what has not. `own` tells whether the track
    ran a function of the program's own.
    """

    start: float
    end: float
    spans: list[tuple[str, str, float, float]] = field(default_factory=list)
    calls: list[tuple[str, float]] = field(default_factory=list)
    wait: tuple[str, str, float] | None = None
    own: bool = False

    def end_call(self, at: float) -> None:
        if self.calls:
            name, start = self.calls.pop()
            self.spans.append(("call", name, start, at))

    def end_wait(self, at: float) -> None:
        if self.wait:
            kind, name, start = self.wait
            self.spans.append((kind, name, start, at))
            self.wait = None

    def close(self, at: float) -> None:
        """End the calls and the wait that the end of the process at `at` cut short."""
        if self.calls or self.wait:
            self.end = max(self.end, at)
        self.end_wait(at)
        while self.calls:
            self.end_call(at)


class _Locks:
    """Which track holds which lock since when. A lock is known by its name and, unless processes share it, its process.

    `take` is called after a failed attempt to take a lock, too: it does nothing if another track holds the lock.
    """

    def __init__(self) -> None:
        self._holders: dict[tuple[int, str], tuple[_Key, list[float]]] = {}
        self._many: dict[tuple[_Key, str], list[float]] = defaultdict(list)

    def take(self, key: _Key, name: str, scope: str, at: float) -> None:
        if scope == "many":
            self._many[key, name].append(at)
            return
        holder, times = self._holders.setdefault((key.pid if scope == "process" else 0, name), (key, []))
        if holder == key:
            times.append(at)

    def give(self, key: _Key, name: str) -> tuple[_Key, float] | None:
        """Return which track held the lock since when, if it is free now, else None."""
        if self._many[key, name]:
            return key, self._many[key, name].pop()
        lock = next((lock for lock in ((key.pid, name), (0, name)) if lock in self._holders), None)
        if lock is None:
            return None
        holder, times = self._holders[lock]
        since = times.pop()
        if times:
            return None
        del self._holders[lock]
        return holder, since

    def kept(self) -> Iterator[tuple[_Key, str, float]]:
        """Yield holder, name and time for each lock that was not given back."""
        for (_, name), (holder, times) in self._holders.items():
            yield holder, name, times[0]
        for (holder, name), times in self._many.items():
            for since in times:
                yield holder, name, since


@dataclass
class _Process:
    """What was noted about a process.

    `start` and `end` are the times of its first note and its last. `script` is the name of the file that Python was
    started with ("-c" for none). `parent` is the parent's id if `multiprocessing` started it.
    """

    start: float
    end: float
    script: str = ""
    name: str = "MainProcess"
    parent: int | None = None
    threads: dict[int, str] = field(default_factory=dict)

    @property
    def is_helper(self) -> bool:
        """Whether it is one of Python's own, which starts other processes or tidies up."""
        return self.script == "-c" and self.name == "MainProcess"


class _Notes:
    """What the notes of a run say, by process and by track."""

    def __init__(self, noted: str, start: float) -> None:
        self.doings: dict[_Key, _Doing] = {}
        self.processes: dict[int, _Process] = {}
        self.prints: list[Printed[_Key]] = []
        self.often: set[tuple[str, str]] = set()
        self.locks = _Locks()
        for event in sorted((_event(line, start) for line in noted.splitlines()), key=lambda event: event.at):
            process = self.processes.setdefault(event.pid, _Process(event.at, event.at))
            process.end = event.at
            if not self._about_process(event, process):
                self._about_track(event)

    def _about_process(self, event: _Event, process: _Process) -> bool:
        """Take an event that concerns a process as a whole; return whether it is one."""
        about = event.about
        match event.what:
            case "begin":
                process.script = about[0]
            case "process":
                process.name = about[0]
                process.parent = int(about[1]) if about[1] else process.parent
            case "thread":
                process.threads[event.thread] = about[0]
            case "often":
                self.often.add((about[0], about[1]))
            case "broken":
                raise TraceError(f"tracing a program failed: {about[0]}")
            case _:
                return False
        return True

    def _about_track(self, event: _Event) -> None:
        key = _Key(event.pid, event.thread, event.task)
        at, about = event.at, event.about
        doing = self.doings.setdefault(key, _Doing(at, at))
        doing.end = at
        match event.what:
            case "call":
                doing.own = True
                doing.calls.append((about[0], at))
            case "return":
                doing.end_call(at)
            case "wait":
                doing.wait = about[0], about[1], at
            case "ready":
                doing.end_wait(at)
            case "take" if about[0]:
                self.locks.take(key, about[0], about[1], at)
            case "give" if about[0]:
                held = self.locks.give(key, about[0])
                if held:
                    self.doings[held[0]].spans.append(("held", about[0], held[1], at))
            case "print":
                doing.own = True
                self.prints.append(Printed(key, at, about[0]))

    def close(self, alive: dict[int, float]) -> None:
        """End what has not ended with its process; `alive` is when each process was last seen alive."""
        for pid, process in self.processes.items():
            process.end = max(process.end, alive.get(pid, process.end))
        for key, doing in self.doings.items():
            doing.close(self.processes[key.pid].end)
        for key, name, since in self.locks.kept():
            self.doings[key].spans.append(("held", name, since, self.doings[key].end))


def assemble(file: Path, start: float, transcript: Transcript, samples: Samples) -> Trace:
    """Return the trace of a run whose processes wrote their notes to `file`.

    `start` is when the run began, in seconds on the monotonic clock. Raises TraceError if the tracing failed.
    """
    notes = _Notes(file.read_text("utf-8"), start)
    notes.close({pid: at - start for pid, at in samples.alive.items()})
    tracks = _Tracks(notes, transcript.program)
    spans: list[Span] = []
    for key, number in tracks.numbers.items():
        doing = notes.doings[key]
        mine = [Span(number, *span) for span in doing.spans if _is_drawn(span, notes.often)]
        spans += mine
        if not key.task and samples.ran:
            ran = [(begun - start, ended - start) for begun, ended in samples.ran.get(key.thread, [])]
            waited = [(span.start, span.end) for span in mine if span.kind in WAITS]
            running = _without((doing.start, doing.end), [*waited, *_off(ran, doing.start, doing.end)])
            spans += [Span(number, "running", "", *stretch) for stretch in running]
    marks = (
        Mark(tracks.numbers[printed.track], line, round(printed.at, 6))
        for printed, line in lines_of(notes.prints, transcript.lines)
        if printed.track in tracks.numbers
    )
    ordered = sorted(spans, key=lambda span: (span.track, span.start, -span.end))
    rounded = (span._replace(start=round(span.start, 6), end=round(span.end, 6)) for span in ordered)
    return Trace(tuple(tracks.tracks), tuple(rounded), tuple(marks), sampled=bool(samples.ran))


class _Tracks:
    """The tracks to show, and their numbers: those of threads and tasks that ran a function of the program's own.

    The main thread of a process that `multiprocessing` started is shown in any case.
    """

    def __init__(self, notes: _Notes, program: int | None) -> None:
        self.tracks: list[Track] = []
        self.numbers: dict[_Key, int] = {}
        self._notes = notes
        self._program = program
        for pid, process in sorted(notes.processes.items(), key=lambda item: (item[0] != program, item[1].start)):
            if pid == program or not process.is_helper:
                self._add(pid, process)

    def _add(self, pid: int, process: _Process) -> None:
        """Add the tracks of a process, unless none of its threads is shown."""
        doings = self._notes.doings
        keys = sorted((key for key in doings if key.pid == pid), key=lambda key: doings[key].start)
        busy = {key.thread for key in keys if doings[key].own}
        if process.parent is not None:
            busy |= {thread for thread, name in process.threads.items() if name == "MainThread"}
        threads = [key for key in keys if not key.task and key.thread in busy]
        if not threads:
            return
        number = len(self.tracks)
        name = process.script if process.name == "MainProcess" else process.name
        parent = None if pid == self._program else process.parent or self._program
        self.tracks.append(Track("process", name, None, pid, parent, round(process.start, 6), round(process.end, 6)))
        for thread in threads:
            inside = self._track(thread, "thread", process.threads.get(thread.thread, ""), number)
            for key in keys:
                if key.task and key.thread == thread.thread and doings[key].own:
                    self._track(key, "task", key.task, inside)

    def _track(self, key: _Key, kind: str, name: str, inside: int) -> int:
        doing = self._notes.doings[key]
        self.numbers[key] = len(self.tracks)
        self.tracks.append(Track(kind, name, inside, key.pid, None, round(doing.start, 6), round(doing.end, 6)))
        return self.numbers[key]


def _event(line: str, start: float) -> _Event:
    at, pid, thread, task, what, *about = (
        _ESCAPED.sub(lambda escape: _PLAIN[escape[1]], part) for part in line.split("\t")
    )
    return _Event(int(at) / 1e9 - start, int(pid), int(thread), task, what, tuple(about))


def _is_drawn(span: tuple[str, str, float, float], often: set[tuple[str, str]]) -> bool:
    kind, name, start, end = span
    if ("lock" if kind == "held" else kind, name) in often:
        return False
    if kind in WAITS:
        return end - start >= _SHORTEST and not (kind == "lock" and not name)
    return True


def _off(ran: list[tuple[float, float]], start: float, end: float) -> Iterator[tuple[float, float]]:
    """Yield the stretches from `start` to `end` in which a thread did not run for long; `ran` is when it did."""
    last = start
    for begun, ended in ran:
        if begun - last > _GAP:
            yield last, begun
        last = max(last, ended)
    if end - last > 3 * _GAP:  # the system may not have updated the last count
        yield last, end


def _without(whole: tuple[float, float], taken: Sequence[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Yield what is left of a stretch of time without the stretches in `taken`."""
    at, end = whole
    for begun, ended in sorted(taken):
        if begun > at:
            yield at, min(begun, end)
        at = max(at, ended)
        if at >= end:
            return
    yield at, end
