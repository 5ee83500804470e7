"""A recording is read back as it was written, and knows when somebody touched it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from interleave import Contract, in_order, interleaved, lane
from interleave.circumstance import Circumstance
from interleave.evidence import sealed
from interleave.evidence.recording import Hole, HoleWords, Recording
from interleave.evidence.sealed import FORMAT, SealError
from interleave.evidence.tally import Tally
from interleave.run import Run, interpreter
from interleave.run.sampling import cores
from interleave.transcript import Line, Transcript
from interleave.trial.record import recorded, reworded
from tests.engine.traces import traced

CONTRACT = Contract(
    "one/two.py",
    "Parent {parent:pid}",
    interleaved(lane("A", "a {n:int}"), in_order("b", "交错 {:float}"), torn=True),
)
LINES = ("Parent 10", "a 7b", "", "交错 0.5")


@CONTRACT.always(zh="总是", en="always so")
def always(run) -> bool:
    return True


@CONTRACT.sometimes(zh="有时", en="sometimes so")
def sometimes(run) -> bool:
    return run["n"] == 8


@pytest.fixture
def recording() -> Recording:
    transcript = Transcript(
        tuple(Line(text, 0.12345678 * number) for number, text in enumerate(LINES)),
        pids=frozenset({10, 11}),
        program=10,
    )
    trace = traced("process two.py 0-900\n  call f 1-2\n  prints 0 at 3\n")
    run = Run(transcript, Circumstance(interpreter().build, "fork"), 0.987654, True, (), trace)
    return recorded(run, CONTRACT.checked(transcript), CONTRACT, {"one/two.py": "abc"})


def test_it_holds_what_the_run_showed(recording):
    assert [line.text for line in recording.lines] == list(LINES)
    assert [line.at for line in recording.lines] == [0.0, 0.1235, 0.2469, 0.3704]
    assert recording.lines[0].pieces[0].holes == (Hole(7, 9, "parent", "pid"),)
    assert [piece.lane for piece in recording.lines[1].pieces] == [0, 1]
    assert recording.lines[2].pieces == ()
    assert recording.lines[3].pieces[0].holes == (Hole(3, 6, "", "float"),)
    assert [lane.label for lane in recording.lanes] == ["A", None]
    assert [claim.seen for claim in recording.claims] == [True, False]
    assert (recording.seconds, recording.circumstance.start_method, recording.pids) == (0.988, "fork", (10, 11))
    assert recording.cores == cores()
    assert recording.holes["pid"] == HoleWords("进程号", "process id")
    assert sorted(recording.holes) == ["float", "int", "pid"]
    assert recording.transcript().program == recording.program == 10


def test_it_is_read_as_it_was_written(recording, tmp_path):
    file = tmp_path / "two.run.json"
    recording.write(file)
    assert Recording.read(file) == recording


def test_it_is_written_the_same_each_time(recording, tmp_path):
    recording.write(tmp_path / "a")
    Recording.read(tmp_path / "a").write(tmp_path / "b")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_its_transcript_keeps_the_contract(recording):
    CONTRACT.checked(recording.transcript())


def test_a_line_of_the_output_is_a_line_of_the_file(recording, tmp_path):
    recording.write(tmp_path / "a")
    text = (tmp_path / "a").read_text("utf-8")
    assert [line for line in text.splitlines() if "交错" in line] == [
        '  [0.3704, "交错 0.5", "", [[0, 6, 1, [[3, 6, "", "float"]]]], 0.0]'
    ]


@pytest.mark.parametrize(
    "key", ["snippet", "files", "contract", "circumstance", "seconds", "exit", "pids", "lines", "claims"]
)
def test_every_edit_is_seen(recording, tmp_path, key):
    file = tmp_path / "a"
    recording.write(file)
    data = json.loads(file.read_text("utf-8"))
    data[key] = None
    file.write_text(json.dumps(data), "utf-8")
    with pytest.raises(SealError, match="was edited by hand"):
        Recording.read(file)


def test_laying_it_out_anew_is_no_edit(recording, tmp_path):
    file = tmp_path / "a"
    recording.write(file)
    file.write_text(json.dumps(json.loads(file.read_text("utf-8"))), "utf-8")
    assert Recording.read(file) == recording


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", "{", '{"seal": 1, "format": 4, "kind": "recording"}'])
def test_what_is_no_recording(tmp_path, text):
    file = tmp_path / "a"
    file.write_text(text, "utf-8")
    with pytest.raises(SealError):
        Recording.read(file)


def test_one_from_before_runs_could_hang_is_read(recording, tmp_path):
    recording.write(tmp_path / "new")
    data = sealed.read(tmp_path / "new", "recording", dict)
    older = {key: value for key, value in data.items() if key not in ("whole", "hangs", "began")}
    sealed.write(tmp_path / "old", "recording", older | {"lines": [line[:4] for line in data["lines"]]})
    assert Recording.read(tmp_path / "old") == recording


def test_how_it_ended_is_kept(recording, tmp_path):
    hung = replace(recording, whole=False, hangs=("two.py, line 1, in f", ""), began=1.5)
    hung.write(tmp_path / "a")
    read = Recording.read(tmp_path / "a")
    assert read == hung
    transcript = read.transcript()
    assert (transcript.whole, transcript.hangs, transcript.began) == (False, ("two.py, line 1, in f", ""), 1.5)


def test_another_format_is_told(recording, tmp_path):
    file = tmp_path / "a"
    recording.write(file)
    file.write_text(file.read_text("utf-8").replace(f'"format": {FORMAT}', '"format": 9'), "utf-8")
    with pytest.raises(SealError, match=f"format 9, not {FORMAT}"):
        Recording.read(file)


def test_another_kind_is_told(recording, tmp_path):
    file = tmp_path / "a"
    recording.write(file)
    with pytest.raises(SealError, match="is no tally"):
        Tally.read(file)


def test_new_words_need_no_run(recording):
    other = Contract(
        "one/two.py",
        "Parent {parent:pid}",
        interleaved(lane("the first", "a {n:int}"), in_order("b", "交错 {:float}"), torn=True),
    )
    other.always(zh="一直", en="at all times")(always)
    other.sometimes(zh="偶尔", en="now and then")(sometimes)
    assert other.fingerprint == CONTRACT.fingerprint
    assert other.wording != CONTRACT.wording
    made = reworded(recording, other.checked(recording.transcript()), other)
    assert [(claim.zh, claim.en, claim.seen) for claim in made.claims] == [
        ("一直", "at all times", True),
        ("偶尔", "now and then", False),
    ]
    assert [lane.label for lane in made.lanes] == ["the first", None]
    assert (made.lines, made.wording) == (recording.lines, other.wording)


def test_a_run_that_was_not_traced_gives_a_recording_without_a_timeline():
    run = Run(Transcript.of(*LINES, pids={10}), Circumstance(interpreter().build), 0.1, fenced=True, trouble=())
    made = recorded(run, CONTRACT.checked(run.transcript), CONTRACT, {}, "other")
    assert made.trace.tracks == ()
    assert made.name == "other"
