"""Puts together what `inside/tracing.py` noted in a run's processes: the run's trace."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from interleave.run.prints import Printed, lines_of
from interleave.trace import WAITS, Lane, Mark, Span, Trace

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from interleave.run.sampling import Samples
    from interleave.transcript import Transcript

_SHORTEST = 0.00005  # seconds that a wait takes at least: less is no waiting, but the watching of it
_GAP = 0.003  # seconds without running from which on a thread was off its processor, and not just between two samples
_ESCAPED = re.compile(r"\\(.)")
_PLAIN = {"\\": "\\", "t": "\t", "n": "\n", "r": "\r"}


class TraceError(Exception):
    """The tracing itself failed; the message says how."""


class _Event(NamedTuple):
    at: float
    pid: int
    thread: int
    task: str
    what: str
    about: tuple[str, ...]


class _Key(NamedTuple):
    """A lane: a thread if `task` is empty."""

    pid: int
    thread: int
    task: str


@dataclass
class _Doing:
    """What a lane did. `own`: it ran a function of the program's own."""

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
        """End what was never seen to end: the process was ended, or ended itself."""
        if self.calls or self.wait:
            self.end = max(self.end, at)
        self.end_wait(at)
        while self.calls:
            self.end_call(at)


class _Locks:
    """Who has which lock. That an attempt to take one failed is seen by who has it still."""

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
        """Give who had it since when, once it is free."""
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
        """Give what nobody gave back."""
        for (_, name), (holder, times) in self._holders.items():
            yield holder, name, times[0]
        for (holder, name), times in self._many.items():
            for since in times:
                yield holder, name, since


class _Notes:
    """The notes of a run, read."""

    def __init__(self, noted: str, start: float) -> None:
        self.doings: dict[_Key, _Doing] = {}
        self.threads: dict[tuple[int, int], str] = {}
        self.names: dict[int, str] = {}
        self.parents: dict[int, int] = {}
        self.scripts: dict[int, str] = {}
        self.begun: dict[int, float] = {}
        self.last: dict[int, float] = {}
        self.prints: list[Printed[_Key]] = []
        self.often: set[tuple[str, str]] = set()
        self.locks = _Locks()
        for event in sorted((_event(line, start) for line in noted.splitlines()), key=lambda event: event.at):
            self.last[event.pid] = event.at
            if not self._about_process(event):
                self._about_lane(event)

    def _about_process(self, event: _Event) -> bool:
        pid, about = event.pid, event.about
        match event.what:
            case "begin":
                self.begun.setdefault(pid, event.at)
                self.scripts[pid] = about[0]
            case "process":
                self.names[pid] = about[0]
                if about[1]:
                    self.parents[pid] = int(about[1])
            case "thread":
                self.threads[pid, event.thread] = about[0]
            case "often":
                self.often.add((about[0], about[1]))
            case "broken":
                raise TraceError(f"tracing a program failed: {about[0]}")
            case _:
                return False
        return True

    def _about_lane(self, event: _Event) -> None:
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

    def close(self, ends: dict[int, float]) -> None:
        """End all that has not ended with its process, at the latest of its notes and of `ends`."""
        for pid, last in self.last.items():
            self.last[pid] = max(last, ends.get(pid, last))
        for key, doing in self.doings.items():
            doing.close(self.last[key.pid])
        for key, name, since in self.locks.kept():
            self.doings[key].spans.append(("held", name, since, self.doings[key].end))


def assemble(file: Path, start: float, transcript: Transcript, samples: Samples) -> Trace:
    """Make the trace of a run from what its processes noted in `file`.

    `start` is when the run began, on the monotonic clock. Raises TraceError if the tracing failed.
    """
    notes = _Notes(file.read_text("utf-8"), start)
    notes.close({pid: at - start for pid, at in samples.alive.items()})
    lanes = _Lanes(notes, transcript.program)
    spans: list[Span] = []
    for key, number in lanes.numbers.items():
        doing = notes.doings[key]
        mine = [Span(number, *span) for span in doing.spans if _is_drawn(span, notes.often)]
        spans += mine
        if not key.task and samples.ran:
            ran = [(begun - start, ended - start) for begun, ended in samples.ran.get(key.thread, [])]
            waited = [(span.start, span.end) for span in mine if span.kind in WAITS]
            running = _without((doing.start, doing.end), [*waited, *_off(ran, doing.start, doing.end)])
            spans += [Span(number, "running", "", *stretch) for stretch in running]
    marks = (
        Mark(lanes.numbers[printed.lane], line, round(printed.at, 6))
        for printed, line in lines_of(notes.prints, transcript.lines)
        if printed.lane in lanes.numbers
    )
    ordered = sorted(spans, key=lambda span: (span.lane, span.start, -span.end))
    rounded = (span._replace(start=round(span.start, 6), end=round(span.end, 6)) for span in ordered)
    return Trace(tuple(lanes.lanes), tuple(rounded), tuple(marks), sampled=bool(samples.ran))


class _Lanes:
    """The lanes worth showing: who ran something of the program's own, and who waited for it to."""

    def __init__(self, notes: _Notes, program: int | None) -> None:
        self.lanes: list[Lane] = []
        self.numbers: dict[_Key, int] = {}
        self._notes = notes
        for pid in sorted(notes.begun, key=lambda pid: (pid != program, notes.begun[pid])):
            if pid == program or not self._serves(pid):
                self._add(pid, program)

    def _serves(self, pid: int) -> bool:
        """Whether a process is Python's own helper, which starts others or tidies up."""
        return self._notes.scripts[pid] == "-c" and self._notes.names.get(pid, "MainProcess") == "MainProcess"

    def _add(self, pid: int, program: int | None) -> None:
        notes = self._notes
        keys = sorted((key for key in notes.doings if key.pid == pid), key=lambda key: notes.doings[key].start)
        threads = {key.thread for key in keys if notes.doings[key].own}
        worker = pid in notes.parents
        kept = [
            key._replace(task="")
            for key in keys
            if not key.task
            and (key.thread in threads or (worker and notes.threads.get((pid, key.thread)) == "MainThread"))
        ]
        if not kept:
            return
        name = notes.names.get(pid, "MainProcess")
        process = len(self.lanes)
        self.lanes.append(
            Lane(
                "process",
                notes.scripts[pid] if name == "MainProcess" else name,
                None,
                pid,
                None if pid == program else notes.parents.get(pid, program),
                round(notes.begun[pid], 6),
                round(notes.last[pid], 6),
            )
        )
        for thread in kept:
            at = self._lane(thread, "thread", notes.threads.get((pid, thread.thread), ""), process)
            for key in keys:
                if key.task and key.thread == thread.thread and notes.doings[key].own:
                    self._lane(key, "task", key.task, at)

    def _lane(self, key: _Key, kind: str, name: str, inside: int) -> int:
        doing = self._notes.doings[key]
        self.numbers[key] = len(self.lanes)
        self.lanes.append(Lane(kind, name, inside, key.pid, None, round(doing.start, 6), round(doing.end, 6)))
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
    """Give when a thread that was there from `start` to `end` did not run for long, by when it did."""
    last = start
    for begun, ended in ran:
        if begun - last > _GAP:
            yield last, begun
        last = max(last, ended)
    if end - last > 3 * _GAP:  # the last count may never have been brought up to date
        yield last, end


def _without(whole: tuple[float, float], taken: Sequence[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Give what is left of a stretch of time without those that are taken."""
    at, end = whole
    for begun, ended in sorted(taken):
        if begun > at:
            yield at, min(begun, end)
        at = max(at, ended)
        if at >= end:
            return
    yield at, end
