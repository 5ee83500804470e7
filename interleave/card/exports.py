"""A recording in the formats of other tools: asciicast for terminal players, a trace for Perfetto and Chrome."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from interleave.trace import WAITS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from interleave.evidence.recording import Recording
    from interleave.trace import Trace

_COLUMNS = 80  # of every run's terminal
_CATEGORIES = {"call": "call", "running": "running", "held": "lock held"} | {kind: f"wait: {kind}" for kind in WAITS}


def exported(recording: Recording) -> dict[str, str]:
    """Write all that can be downloaded of a recording: texts by file name, like "process/pool.cast"."""
    stem = recording.snippet.removesuffix(".py")
    return {f"{stem}.cast": asciicast(recording), f"{stem}.trace.json": chrome_trace(recording)}


def asciicast(recording: Recording) -> str:
    """Write a recording as an asciicast v3: a header, and an event for each line at its time."""
    lines = recording.lines
    header = {
        "version": 3,
        "term": {"cols": _COLUMNS, "rows": min(max(sum(_rows(line.text) for line in lines) + 1, 4), 50)},
        "title": f"python {recording.snippet.rpartition('/')[2]}",
    }
    events: list[list[Any]] = []
    before = 0.0
    for line in lines:
        events.append([_after(before, line.at), "o", f"{line.text}\r\n"])
        before = max(before, line.at)
    events.append([_after(before, recording.seconds), "x", str(recording.exit)])
    return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in (header, *events))


def _rows(text: str) -> int:
    return max(1, -(-len(text) // _COLUMNS))


def _after(before: float, at: float) -> float:
    """In version 3 a time is that since the event before."""
    return round(max(at - before, 0), 4)


def chrome_trace(recording: Recording) -> str:
    """Write a recording's trace in Chrome's trace event format, which Perfetto, chrome://tracing and others open.

    Processes and threads are what they are; a task is a thread of its own in its process. What a lane holds and where
    it ran overlaps its calls and waits, and stands on threads beside its own.
    """
    return json.dumps(
        {
            "displayTimeUnit": "ms",
            "otherData": {
                "snippet": recording.snippet,
                "python": recording.python,
                "platform": recording.platform,
            },
            "traceEvents": list(_events(recording)),
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def _events(recording: Recording) -> Iterator[dict[str, Any]]:
    trace = recording.trace
    tracks: dict[tuple[int, str], int] = {}
    for number, lane in enumerate(trace.lanes):
        if lane.kind == "process":
            yield _named("process_name", lane.pid, 0, lane.name)
            yield {"ph": "M", "name": "process_sort_index", "pid": lane.pid, "tid": 0, "args": {"sort_index": number}}
    for number, lane in enumerate(trace.lanes):
        for beside in _tracks(trace, number):
            tracks[number, beside] = len(tracks) + 1
            name = f"{lane.name}: {beside}" if beside else lane.name
            yield _named("thread_name", lane.pid, tracks[number, beside], name)
            order = {"sort_index": tracks[number, beside]}
            yield {
                "ph": "M",
                "name": "thread_sort_index",
                "pid": lane.pid,
                "tid": tracks[number, beside],
                "args": order,
            }
    for span in trace.spans:
        yield {
            "ph": "X",
            "name": span.name or span.kind,
            "cat": _CATEGORIES[span.kind],
            "pid": trace.lanes[span.lane].pid,
            "tid": tracks[span.lane, _beside(span.kind, span.name)],
            "ts": _microseconds(span.start),
            "dur": _microseconds(span.end) - _microseconds(span.start),
        }
    for mark in trace.marks:
        yield {
            "ph": "i",
            "s": "t",
            "name": recording.lines[mark.line].text or "(line end)",
            "cat": "print",
            "pid": trace.lanes[mark.lane].pid,
            "tid": tracks[mark.lane, ""],
            "ts": _microseconds(mark.at),
            "args": {"line": mark.line + 1},
        }


def _beside(kind: str, name: str) -> str:
    """The track of a span: the lane's own, where its name is empty, or one beside it."""
    return {"running": "running", "held": f"holds {name}"}.get(kind, "")


def _tracks(trace: Trace, lane: int) -> list[str]:
    return ["", *dict.fromkeys(t for span in trace.spans if span.lane == lane and (t := _beside(span.kind, span.name)))]


def _named(what: str, pid: int, tid: int, name: str) -> dict[str, Any]:
    return {"ph": "M", "name": what, "pid": pid, "tid": tid, "args": {"name": name}}


def _microseconds(seconds: float) -> int:
    return round(seconds * 1_000_000)
