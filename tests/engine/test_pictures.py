"""Pictures are measurements: what is drawn as running is the processor time that was counted, thread by thread, and
never more at a moment than a GIL and the cores allow. Of runs that are traced here, and of all recordings whose threads
read their clocks.
"""

from __future__ import annotations

import sys
import textwrap
import time
from operator import sub
from pathlib import Path
from types import SimpleNamespace

import pytest

from interleave.card.timeline import timeline
from interleave.card.timeline.layout import COLUMNS
from interleave.evidence.recording import Recording
from interleave.run import run, sampling
from interleave.run.sampling import cores
from interleave.trace import Span, Trace
from tests.engine.pictures import FLOOR, most, most_drawn, rows, threads

ROOT = Path(__file__).parents[2]
RECORDINGS = sorted((ROOT / "snippets").rglob("*.run.json"))


@pytest.fixture
def traceable(pythons):
    """The newest Python that can be traced."""
    able = [each for each in pythons if each.traceable]
    return max(able, key=lambda each: each.build.version) if able else pytest.skip("needs Python 3.14")


def assert_measured(trace: Trace, cores: int) -> None:
    assert most(trace.spans) <= cores + 0.01
    assert most_drawn(trace) <= cores
    for thread in threads(trace):
        assert thread.agrees, thread
    start, end = trace.extent()
    column = (end - start) / COLUMNS
    for row, drawn, shown in rows(trace):
        assert drawn == pytest.approx(shown, rel=0.1, abs=max(FLOOR, 3 * column)), row.name


@pytest.mark.parametrize("file", RECORDINGS, ids=lambda file: "/".join(file.parts[-2:]))
def test_a_recording_draws_what_was_counted(file):
    recording = Recording.read(file)
    if all(track.ran is None for track in recording.trace.tracks):
        pytest.skip("it was made before threads read their clocks")
    assert recording.cores
    assert_measured(recording.trace, recording.cores)


THREADS = """
    import threading, time

    def burn():
        begun = time.thread_time()
        while time.thread_time() < begun + 0.1:
            sum(range(1000))
        print(threading.current_thread().name, time.thread_time() - begun, flush=True)

    threads = [threading.Thread(target=burn, name=name) for name in ("Ann", "Ben", "Cleo")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    """
PROCESSES = """
    import multiprocessing, time

    def burn():
        begun = time.thread_time()
        while time.thread_time() < begun + 0.1:
            sum(range(1000))
        print(multiprocessing.current_process().name, time.thread_time() - begun, flush=True)

    if __name__ == "__main__":
        children = [multiprocessing.Process(target=burn, name=name) for name in ("Ann", "Ben", "Cleo")]
        for child in children:
            child.start()
        for child in children:
            child.join()
    """
SLEEPS = """
    import threading, time

    def doze():
        begun = time.thread_time()
        for _ in range(5):
            time.sleep(0.02)
            sum(range(100_000))
        print(threading.current_thread().name, time.thread_time() - begun, flush=True)

    threads = [threading.Thread(target=doze, name=name) for name in ("Ann", "Ben", "Cleo")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    """
TASKS = """
    import asyncio, time

    async def step():
        for _ in range(5):
            await asyncio.sleep(0.01)
            sum(range(200_000))

    async def main():
        begun = time.thread_time()
        await asyncio.gather(step(), step(), step())
        print("MainThread", time.thread_time() - begun)

    asyncio.run(main())
    """


@pytest.mark.parametrize("text", [THREADS, PROCESSES, SLEEPS, TASKS], ids=["threads", "processes", "sleeps", "tasks"])
def test_a_run_draws_what_its_threads_say_of_themselves(text, tmp_path, traceable):
    program = tmp_path / "program.py"
    program.write_text(textwrap.dedent(text), "utf-8")
    done = run(program, python=traceable, trace=True)
    assert done.trouble == ()
    trace = done.trace
    assert_measured(trace, cores())
    assert most([span for span in trace.spans if trace.tracks[span.track].pid == done.transcript.program]) <= 1.01
    said = dict(line.text.rsplit(" ", 1) for line in done.transcript.lines)
    for name, seconds in said.items():
        number = thread_of(trace, name)
        inside = [number, *(n for n, track in enumerate(trace.tracks) if track.inside == number)]
        (call,) = (span for span in trace.spans if span.track in inside and span.name in ("burn", "doze", "main"))
        assert during(call, trace, "running", number) == pytest.approx(float(seconds), rel=0.1, abs=FLOOR), name


def during(call: Span, trace: Trace, kind: str, track: int) -> float:
    """For how many seconds of a call a track did something."""
    return sum(
        span.share * max(0.0, min(span.end, call.end) - max(span.start, call.start))
        for span in trace.spans
        if (span.track, span.kind) == (track, kind)
    )


def thread_of(trace: Trace, name: str) -> int:
    """Give the track of the thread of a name, or of the only thread of a process of that name."""
    tracks = trace.tracks
    (number,) = (
        n
        for n, track in enumerate(tracks)
        if track.kind == "thread" and name in (track.name, tracks[track.inside].name)
    )
    return number


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux counts how long a thread waits for a core")
def test_two_processes_on_one_core_wait_for_it(tmp_path, traceable, monkeypatch):
    looks = []
    is_alive = sampling._is_alive
    monkeypatch.setattr(sampling, "_is_alive", lambda pid: looks.append(time.monotonic()) or is_alive(pid))
    program = tmp_path / "program.py"
    one_core = "import os\nos.sched_setaffinity(0, list(os.sched_getaffinity(0))[:1])\n"
    program.write_text(one_core + textwrap.dedent(PROCESSES).replace('"Ann", "Ben", "Cleo"', '"Ann", "Ben"'), "utf-8")
    trace = run(program, python=traceable, trace=True).trace
    assert_measured(trace, cores())
    unseen = sum(gap for gap in map(sub, looks[1:], looks) if gap > 0.01)  # a busy machine gives the sampler no core
    burns = [span for span in trace.spans if span.name == "burn"]
    for burn in burns:
        idle = burn.end - burn.start - during(burn, trace, "running", burn.track)
        assert idle / 2 - unseen < during(burn, trace, "ready", burn.track) < idle * 1.02 + FLOOR


def test_a_late_reading_loses_no_wait(monkeypatch):
    """The third reading comes a second late, after a wait of 0.89 s and 0.1 s on a core."""
    moments = iter([10.0, 10.001, 11.001])
    counted = iter([(0, 0), (500_000, 0), (100_500_000, 890_000_000)])
    rounds = iter([False, False, False, True])
    monkeypatch.setattr(sampling, "_is_alive", lambda _: True)
    monkeypatch.setattr(sampling, "_threads", lambda pid: [pid])
    monkeypatch.setattr(sampling, "_counts", lambda *_: next(counted))
    monkeypatch.setattr(sampling, "monotonic", lambda: next(moments))
    samples = sampling.Samples()
    over = SimpleNamespace(wait=lambda _: next(rounds))
    sampling._sample(SimpleNamespace(reported=[7]), samples, over)
    (began, came), (_, left) = samples.queued[7][-1], samples.ran[7][-1]
    assert (began, came, left) == pytest.approx((10.001, 10.891, 10.991), abs=0.001)


def test_what_cannot_be_measured_is_not_drawn(tmp_path, traceable, change_inside):
    change_inside("tracing.py", "from time import thread_time_ns\n", "from time import no_such_clock\n")
    program = tmp_path / "program.py"
    program.write_text("def burn():\n    sum(range(3_000_000))\nburn()\nprint('done')\n", "utf-8")
    trace = run(program, python=traceable, trace=True).trace
    assert not trace.sampled
    assert [track.ran for track in trace.tracks] == [None] * len(trace.tracks)
    assert {span.kind for span in trace.spans} == {"call"}
    assert "When it ran on a processor was not measured" in timeline(trace, "en")


def test_waiting_for_the_gil_is_told_from_waiting_for_data(tmp_path, traceable):
    """Two threads burn and a third waits for data; only the first two ever wait for the GIL."""
    if traceable.build.free_threaded:
        pytest.skip("it has no GIL")
    program = tmp_path / "program.py"
    program.write_text(
        textwrap.dedent(
            """
            import socket, threading, time

            ours, theirs = socket.socketpair()

            def burn():
                begun = time.thread_time()
                while time.thread_time() < begun + 0.1:
                    sum(range(1000))

            def receive():
                theirs.recv(1)

            receiver = threading.Thread(target=receive, name="receiver")
            burners = [threading.Thread(target=burn, name=name) for name in ("Ann", "Ben")]
            receiver.start()
            for thread in burners:
                thread.start()
            for thread in burners:
                thread.join()
            ours.send(b"x")
            receiver.join()
            """
        ),
        "utf-8",
    )
    trace = run(program, python=traceable, trace=True).trace

    def seconds(name: str, kind: str) -> float:
        number = thread_of(trace, name)
        return sum(span.seconds for span in trace.spans if (span.track, span.kind) == (number, kind))

    for name in ("Ann", "Ben"):
        assert seconds(name, "ready") > 0.03  # while the other ran
    receiver = thread_of(trace, "receiver")
    (waits,) = (span for span in trace.spans if (span.track, span.kind) == (receiver, "io"))
    burning = [span for span in trace.spans if span.name == "burn"]
    assert waits.end > max(span.end for span in burning)
    # It may have had to wait for the GIL before, and when the data has come it may wait for a core.
    assert waits.start < min(span.end for span in burning)
    for kind in ("ready", "running"):
        assert during(waits, trace, kind, receiver) < (waits.end - waits.start) / 2
