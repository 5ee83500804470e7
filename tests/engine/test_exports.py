"""A recording in other tools' formats: all lines at their times, all spans on tracks where they nest."""

from __future__ import annotations

import json
from collections import defaultdict

import pytest

from interleave.card.exports import asciicast, chrome_trace, exported
from interleave.evidence.recording import Line, Recording
from interleave.trace import Trace
from tests.engine.traces import STORIES, traced


def recorded(*lines: tuple[float, str], trace: Trace | None = None, exit: int = 0) -> Recording:
    return Recording(
        snippet="one/two.py",
        files={},
        contract="",
        python="CPython 3.15.2",
        free_threaded=False,
        platform="Linux x86_64",
        start_method=None,
        seconds=1.5,
        exit=exit,
        pids=(),
        program=None,
        lanes=(),
        lines=tuple(Line(at, text, ()) for at, text in lines),
        claims=(),
        trace=trace or traced(STORIES["pool"]),
    )


def test_a_cast_has_a_header_and_a_line_at_each_time():
    cast = asciicast(recorded((0.25, "a"), (0.25, "进程\t1"), (1.0, ""), exit=3))
    header, *events = map(json.loads, cast.splitlines())
    assert header == {"version": 3, "term": {"cols": 80, "rows": 4}, "title": "python two.py"}
    assert events == [[0.25, "o", "a\r\n"], [0, "o", "进程\t1\r\n"], [0.75, "o", "\r\n"], [0.5, "x", "3"]]


def test_a_cast_s_screen_has_room_for_all_lines():
    lines = [(0.1, "x" * 81)] * 8
    assert json.loads(asciicast(recorded(*lines)).splitlines()[0])["term"]["rows"] == 17
    assert json.loads(asciicast(recorded(*lines * 9)).splitlines()[0])["term"]["rows"] == 50


def events(recording: Recording) -> list[dict]:
    return json.loads(chrome_trace(recording))["traceEvents"]


def test_a_trace_names_its_processes_and_threads():
    text = "process A 0-9\n  thread T 0-9\n    task K 1-8\n      await 2-3\nprocess B 3-8 of 1\n  sleep 4-5\n"
    found = events(recorded(trace=traced(text)))
    names = {
        (each["name"], each["pid"], each["tid"]): each["args"]["name"]
        for each in found
        if "name" in each.get("args", {})
    }
    assert list(names.values()) == ["A", "B", "A", "T", "K", "B"]
    assert {pid for what, pid, _ in names if what == "process_name"} == {1, 2}


def test_every_span_and_every_mark_is_an_event():
    lines = [(0.1, f"line {number}") for number in range(13)]
    for story in STORIES.values():
        trace = traced(story)
        found = events(recorded(*lines, trace=trace))
        spans = [each for each in found if each["ph"] == "X"]
        assert len(spans) == len(trace.spans)
        for span, event in zip(trace.spans, spans, strict=True):
            assert event["pid"] == trace.lanes[span.lane].pid
            assert (event["ts"], event["ts"] + event["dur"]) == (round(span.start * 1e6), round(span.end * 1e6))
        marks = [each for each in found if each["ph"] == "i"]
        assert [each["args"]["line"] for each in marks] == [mark.line + 1 for mark in trace.marks]
        assert all(each["name"] == f"line {each['args']['line'] - 1}" for each in marks)


@pytest.mark.parametrize("story", STORIES)
def test_spans_of_one_track_nest(story):
    """Chrome and Perfetto draw nonsense of spans that overlap halfway."""
    tracks = defaultdict(list)
    for each in events(recorded(*[(0.1, "x")] * 13, trace=traced(STORIES[story]))):
        if each["ph"] == "X":
            tracks[each["pid"], each["tid"]].append((each["ts"], -each["dur"]))
    for spans in tracks.values():
        open_: list[int] = []
        for start, minus in sorted(spans):
            while open_ and open_[-1] <= start:
                open_.pop()
            assert not open_ or start - minus <= open_[-1]
            open_.append(start - minus)


def test_waits_locks_and_calls_are_categories():
    found = events(recorded(*[(0.1, "x")] * 3, trace=traced(STORIES["deadlock"])))
    kinds = {each["cat"] for each in found if each["ph"] == "X"}
    assert kinds == {"call", "running", "lock held", "wait: lock", "wait: join"}
    assert {each["name"] for each in found if each.get("cat") == "lock held"} == {"checking", "savings"}


def test_files_are_named_after_the_snippet():
    assert sorted(exported(recorded(trace=traced("process A 0-1\n")))) == [
        "one/two.cast",
        "one/two.trace.json",
    ]
