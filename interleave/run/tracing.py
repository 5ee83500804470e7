"""Makes the trace of a run from what `inside/tracing.py` noted in its processes."""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from interleave.run.prints import Printed, Written, lines_of, writes_of
from interleave.run.shares import Share, Stretch, shares
from interleave.trace import WAITS, Mark, Span, Trace, Track

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from interleave.run.sampling import Samples
    from interleave.transcript import Transcript

_SHORTEST = 0.00005  # seconds; a shorter wait is the cost of tracing and no waiting
_CELLS = 500  # into how many parts the time that is shown is cut: as many as a picture has columns
_APART = math.inf, -math.inf, 0.0
_FINEST = 10_000  # parts of a share
_RUNS = 0.95  # a thread that runs for so much of a moment waits for nothing
_Times = dict[int, list[tuple[float, float]]]
"""By the system's id of a thread, stretches of time, in order."""
_ESCAPED = re.compile(r"\\(.)")
_PLAIN = {"\\": "\\", "t": "\t", "n": "\n", "r": "\r"}


class TraceError(Exception):
    """Tracing itself failed; the message says how."""


class _Event(NamedTuple):
    """`clock` is how much its thread had run, in seconds; negative if it was not read."""

    at: float
    clock: float
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


class _Clock:
    """What a thread's own clock said at each of its events.

    `readings` are time, processor time, and whether the thread waits from then on.
    """

    _ABOUT_OTHERS = ("thread", "process", "often", "write")  # they say nothing of what the thread does next

    def __init__(self) -> None:
        self.readings: list[tuple[float, float, bool]] = []

    def read(self, event: _Event) -> None:
        waits = event.what == "wait"
        if event.what in self._ABOUT_OTHERS and self.readings:
            waits = self.readings[-1][2]
        self.readings.append((event.at, event.clock, waits))

    def stretches(self, pid: int, thread: int) -> Iterator[tuple[Stretch, bool]]:
        """Yield what the thread ran from each event to the next, and whether it waited."""
        (start, before, waits), *others = self.readings
        for end, after, waits_then in others:
            if end > start:
                yield Stretch(pid, thread, start, end, min(max(after - before, 0.0), end - start)), waits
                start, before = end, after
            waits = waits_then


@dataclass
class _Process:
    """What was noted about a process.

    `start` and `end` are the times of its first note and its last. `script` is the name of the file that Python was
    started with ("-c" for none). `output` identifies the file that was its standard output. `parent` is the parent's id
    if `multiprocessing` started it.
    """

    start: float
    end: float
    script: str = ""
    output: str = ""
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
        self.clocks: dict[tuple[int, int], _Clock] = defaultdict(_Clock)
        self.prints: list[Printed[_Key]] = []
        self.writes: list[tuple[str, Written[_Key]]] = []
        self.often: set[tuple[str, str]] = set()
        self.locks = _Locks()
        for event in sorted((_event(line, start) for line in noted.splitlines()), key=lambda event: event.at):
            process = self.processes.setdefault(event.pid, _Process(event.at, event.at))
            process.end = event.at
            if event.thread and event.clock >= 0:
                self.clocks[event.pid, event.thread].read(event)
            if not self._about_process(event, process):
                self._about_track(event)

    def _about_process(self, event: _Event, process: _Process) -> bool:
        """Take an event that concerns a process as a whole; return whether it is one."""
        about = event.about
        match event.what:
            case "begin":
                process.script, process.output = about
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
        doing.end = max(doing.end, at) if event.what != "gone" else doing.end
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
            case "write":
                doing.own = True
                stream, file, text = about
                self.writes.append((file, Written(key, at, stream, text)))
            case "gone":
                doing.close(at)

    def close(self, alive: dict[int, float]) -> None:
        """End what has not ended with its process; `alive` is when each process was last seen alive."""
        for pid, process in self.processes.items():
            process.end = max(process.end, alive.get(pid, process.end))
        for key, doing in self.doings.items():
            if not key.task and (clock := self.clocks.get((key.pid, key.thread))):
                doing.start = min(doing.start, clock.readings[0][0])
                doing.end = max(doing.end, clock.readings[-1][0])
            doing.close(self.processes[key.pid].end)
        for key, name, since in self.locks.kept():
            self.doings[key].spans.append(("held", name, since, self.doings[key].end))


def assemble(file: Path, start: float, transcript: Transcript, samples: Samples, *, cores: int, gil: bool) -> Trace:
    """Return the trace of a run whose processes wrote their notes to `file`.

    `start` is when the run began, in seconds on the monotonic clock. The run could go on `cores`; `gil` tells whether
    its interpreters run one thread at a time. Raises TraceError if the tracing failed.
    """
    notes = _Notes(file.read_text("utf-8"), start)
    notes.close({pid: round(at - start, 6) for pid, at in samples.alive.items()})
    ran = _ran(notes, _since(samples.ran, start), _since(samples.queued, start), cores, gil=gil)
    tracks = _Tracks(notes, transcript.program, {thread: each.seconds for thread, each in ran.items()})
    marks = tuple(_marks(notes, tracks, transcript))
    spans = [
        Span(number, *span)
        for key, number in tracks.numbers.items()
        for span in notes.doings[key].spans
        if _is_drawn(span, notes.often)
    ]
    trace = Trace(tuple(tracks.tracks), tuple(spans), marks, sampled=bool(ran))
    if trace.tracks:
        cells = _cells(trace)
        spans += [
            span for key, number in tracks.numbers.items() if key in ran for span in ran[key].spans(number, cells)
        ]
    ordered = sorted(spans, key=lambda span: (span.track, span.start, -span.end))
    return replace(trace, spans=tuple(ordered))


def _cells(trace: Trace) -> list[float]:
    """Cut the time of a run into cells of about a pixel each, the same for all threads."""
    start, end = trace.extent()
    cell = (end - start) / _CELLS
    # Where tracks begin and end, too: a share is that of the time in which there was the thread.
    bounds = {at for track in trace.tracks for at in (track.start, track.end)}
    first, last = (math.floor((at - start) / cell) for at in (min(bounds), max(bounds)))
    return sorted(bounds | {round(start + number * cell, 6) for number in range(first, last + 2)})


class _Ran:
    """When a thread ran, and when it could have. `seconds` is for how long it ran by its own clock."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._shares: list[Share] = []
        self._ready: list[tuple[float, float, float]] = []  # start, end, seconds

    def add(self, share: Share, *, waits: bool, ready: float) -> None:
        """Add what comes next, in which the thread waited, or could have run more by `ready` seconds, or neither."""
        self._shares.append(share)
        if ready:
            self._ready.append((share.start, share.end, ready))
        elif waits:
            self._ready.append(_APART)

    def spans(self, track: int, cells: list[float]) -> Iterator[Span]:
        """Yield its spans, as those of a track: its share of each cell; alike ones that meet are one."""
        seconds: dict[int, float] = defaultdict(float)
        for share in self._shares:
            for cell in range(bisect_right(cells, share.start) - 1, bisect_left(cells, share.end)):
                both = min(share.end, cells[cell + 1]) - max(share.start, cells[cell])
                seconds[cell] += share.own * both
        last: Span | None = None
        for cell, ran in sorted(seconds.items()):
            start, end = cells[cell], cells[cell + 1]
            part = math.floor(ran / (end - start) * _FINEST + 1e-6) / _FINEST  # down: sums stay within their limits
            if last and last.end == start and last.share == part:
                last = last._replace(end=end)
                continue
            if last and last.share:
                yield last
            last = Span(track, "running", "", start, end, part)
        if last and last.share:
            yield last
        yield from self._waits(track, cells)

    def _waits(self, track: int, cells: list[float]) -> Iterator[Span]:
        close = cells[-1] - cells[-2]
        start, end, seconds = _APART
        for begun, ended, took in [*self._ready, _APART]:
            if begun - end > close:
                if seconds >= _SHORTEST:
                    yield Span(track, "ready", "", start, end, round(seconds / (end - start), 4))
                start, seconds = begun, 0.0
            end = ended
            seconds += took


def _since(times: _Times, start: float) -> _Times:
    return {
        thread: [(round(begun - start, 6), round(ended - start, 6)) for begun, ended in each]
        for thread, each in times.items()
    }


def _ran(notes: _Notes, sampled: _Times, queued: _Times, cores: int, *, gil: bool) -> dict[_Key, _Ran]:
    """Find when the threads ran whose clocks were read, and when they could have.

    A thread could have run if it waited for nothing and another thread of its process had the GIL, or the system had no
    core for it, which it counts, too.
    """
    known: list[tuple[Stretch, bool]] = []
    for (pid, thread), clock in notes.clocks.items():
        known += clock.stretches(pid, thread)
        doing = notes.doings.get(_Key(pid, thread, ""))
        last = clock.readings[-1][0]
        if doing and doing.end > last:  # it was killed: the system alone counted to the end
            seen = _both(sampled.get(thread, []), last, doing.end)
            known.append((Stretch(pid, thread, last, doing.end, seen), clock.readings[-1][2]))
    ran: dict[_Key, _Ran] = defaultdict(_Ran)
    spread = shares([stretch for stretch, _ in known], sampled, cores, gil=gil)
    for (stretch, waits), parts in zip(known, spread, strict=True):
        mine = ran[_Key(stretch.pid, stretch.thread, "")]
        mine.seconds += stretch.ran
        for share in parts:
            idle = (1 - share.own) * (share.end - share.start)
            if waits or share.own >= _RUNS:
                idle = 0.0
            elif not gil or share.process - share.own < (1 - share.own) / 2:
                idle = min(idle, _both(queued.get(stretch.thread, []), share.start, share.end))
            mine.add(share, waits=waits, ready=idle)
    return dict(ran)


def _both(times: list[tuple[float, float]], start: float, end: float) -> float:
    """Give how much of the time from `start` to `end` lies in `times`, which are in order."""
    both = 0.0
    for at in range(max(0, bisect_left(times, (start,)) - 1), len(times)):
        begun, ended = times[at]
        if begun >= end:
            break
        both += max(0.0, min(ended, end) - max(begun, start))
    return both


def _marks(notes: _Notes, tracks: _Tracks, transcript: Transcript) -> Iterator[Mark]:
    """Yield which tracks printed each line: those that called `print`, or else those that wrote it on the terminal."""
    console = notes.processes[transcript.program].output if transcript.program in notes.processes else ""
    written = writes_of([write for file, write in notes.writes if file == console], transcript.lines)
    printed: dict[int, list[Printed[_Key]]] = defaultdict(list)
    for each, number in lines_of(notes.prints, transcript.lines, written):
        printed[number].append(each)
    for number in range(len(transcript.lines)):
        writes = written.get(number, [])
        streams = {write.stream for write in writes}
        stream = streams.pop() if len(streams) == 1 else ""
        first = {write.track: write for write in reversed(writes)}
        calls = [(each.track, each.at) for each in printed[number]]
        for track, at in calls or [(each.track, each.at) for each in reversed(first.values())]:
            if track in tracks.numbers:
                yield Mark(tracks.numbers[track], number, at, stream)


class _Tracks:
    """The tracks to show, and their numbers: those of threads and tasks that ran a function of the program's own.

    The main thread of a process that `multiprocessing` started is shown in any case.
    """

    def __init__(self, notes: _Notes, program: int | None, ran: dict[_Key, float]) -> None:
        self.tracks: list[Track] = []
        self.numbers: dict[_Key, int] = {}
        self._notes = notes
        self._program = program
        self._ran = ran
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
        self.tracks.append(Track("process", name, None, pid, parent, process.start, process.end))
        for thread in threads:
            inside = self._track(thread, "thread", process.threads.get(thread.thread, ""), number)
            for key in keys:
                if key.task and key.thread == thread.thread and doings[key].own:
                    self._track(key, "task", key.task, inside)

    def _track(self, key: _Key, kind: str, name: str, inside: int) -> int:
        doing = self._notes.doings[key]
        self.numbers[key] = len(self.tracks)
        ran = round(self._ran[key], 6) if key in self._ran else None
        self.tracks.append(Track(kind, name, inside, key.pid, None, doing.start, doing.end, ran))
        return self.numbers[key]


def _event(line: str, start: float) -> _Event:
    at, clock, pid, thread, task, what, *about = (
        _ESCAPED.sub(lambda escape: _PLAIN[escape[1]], part) for part in line.split("\t")
    )
    return _Event(round(int(at) / 1e9 - start, 6), int(clock) / 1e9, int(pid), int(thread), task, what, tuple(about))


def _is_drawn(span: tuple[str, str, float, float], often: set[tuple[str, str]]) -> bool:
    kind, name, start, end = span
    if ("lock" if kind == "held" else kind, name) in often:
        return False
    if kind in WAITS:
        return end - start >= _SHORTEST and not (kind == "lock" and not name)
    return True
