"""What a trace says about a run's processes, threads and tasks."""

from __future__ import annotations

import sys
import textwrap
from dataclasses import replace
from functools import partial
from itertools import pairwise

import pytest

from interleave.circumstance import Build
from interleave.run import Interpreter, TraceError, interpreter, run
from interleave.run.prints import Printed, Written, lines_of, writes_of
from interleave.trace import WAITS
from interleave.transcript import Line
from tests.engine.pictures import most


def able(pythons: list[Interpreter]) -> list[Interpreter]:
    """The Pythons that can be traced, the newest first."""
    found = sorted((each for each in pythons if each.traceable), key=lambda each: each.build.version, reverse=True)
    return found or pytest.skip("needs Python 3.14")


@pytest.fixture
def newest(pythons) -> Interpreter:
    return able(pythons)[0]


@pytest.fixture(params=["newest", "oldest"])
def python(request, pythons) -> Interpreter:
    """The ends of the range of Pythons that can be traced: for what rests on how a Python is written inside."""
    if request.param == "newest":
        return able(pythons)[0]
    return able(pythons)[-1] if len(able(pythons)) > 1 else pytest.skip("there is only one")


@pytest.fixture
def trace_on(tmp_path):
    """Trace a program given as text."""

    def trace(python: Interpreter, text: str, **options):
        program = tmp_path / "program.py"
        program.write_text(textwrap.dedent(text), "utf-8")
        done = run(program, python=python, trace=True, **options)
        assert done.trouble == ()
        return Seen(done)

    return trace


@pytest.fixture
def traced(trace_on, newest):
    return partial(trace_on, newest)


@pytest.fixture
def traced_on_each(trace_on, python):
    return partial(trace_on, python)


class Seen:
    """A trace, to be asked by name."""

    def __init__(self, done):
        self.done = done
        self.trace = done.trace

    def track(self, name: str, kind: str | None = None) -> int:
        (found,) = [n for n, track in enumerate(self.trace.tracks) if track.name == name and kind in (None, track.kind)]
        return found

    def spans(self, track: int, kind: str, name: str | None = None):
        return [s for s in self.trace.spans if (s.track, s.kind) == (track, kind) and name in (None, s.name)]

    def printed(self) -> dict[str, str]:
        """By the text of each line, the name of the track that printed it."""
        lines = self.done.transcript.lines
        return {lines[mark.line].text: self.trace.tracks[mark.track].name for mark in self.trace.marks}


def inside(span, other) -> bool:
    return other.start <= span.start <= span.end <= other.end


def assert_sound(seen: Seen) -> None:
    """What holds of every trace."""
    tracks = seen.trace.tracks
    for number, track in enumerate(tracks):
        assert track.start <= track.end
        assert (track.inside is None) == (track.kind == "process")
        if track.inside is not None:
            assert track.inside < number
            assert (tracks[track.inside].kind, track.kind) in (("process", "thread"), ("thread", "task"))
            assert tracks[track.inside].pid == track.pid
    for number, track in enumerate(tracks):
        mine = [span for span in seen.trace.spans if span.track == number]
        for span in mine:
            assert track.start <= span.start <= span.end <= track.end
        for kinds in (WAITS, ("running",)):
            apart = sorted((span.start, span.end) for span in mine if span.kind in kinds)
            assert all(one[1] <= other[0] for one, other in pairwise(apart))
    pids = {track.pid for track in tracks}
    assert pids <= seen.done.transcript.pids


LOCKS = """
    import threading, time

    lock = threading.Lock()
    both = threading.Barrier(2)

    def work(name):
        both.wait()
        with lock:
            print(f"{name} has it", flush=True)
            time.sleep(0.2)

    threads = [threading.Thread(target=work, args=(name,), name=name) for name in ("Ann", "Ben")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print("done")
"""


def test_threads_and_a_lock(traced_on_each):
    seen = traced_on_each(LOCKS)
    assert_sound(seen)
    assert seen.printed() == {"Ann has it": "Ann", "Ben has it": "Ben", "done": "MainThread"}
    tracks = [seen.track("Ann"), seen.track("Ben")]
    held = sorted((span for track in tracks for span in seen.spans(track, "held", "lock")), key=lambda span: span.start)
    assert len(held) == 2
    first, second = held
    assert first.end <= second.start
    (sleep,) = seen.spans(first.track, "sleep")
    assert inside(sleep, first)
    (waited,) = seen.spans(second.track, "lock", "lock")
    assert waited.start < first.end  # while the other had it
    assert waited.end <= second.start
    (call,) = seen.spans(first.track, "call", "work")
    assert inside(first, call)
    joins = {span.name for span in seen.spans(seen.track("MainThread"), "join")}
    assert "Ann" in joins


def test_an_attempt_that_failed_holds_nothing(traced):
    seen = traced(
        """
        import threading

        lock = threading.Lock()

        def wait():
            print(lock.acquire(timeout=0.05))

        def attempt():
            wait()
            print(lock.acquire(blocking=False))

        with lock:
            other = threading.Thread(target=attempt, name="other")
            other.start()
            other.join()
        """
    )
    assert_sound(seen)
    other = seen.track("other")
    assert seen.spans(other, "held") == []
    (wait,) = seen.spans(other, "call", "wait")
    # The other attempt takes a moment, too, where the machine is busy.
    assert len([span for span in seen.spans(other, "lock", "lock") if inside(span, wait)]) == 1
    assert len(seen.spans(seen.track("MainThread"), "held", "lock")) == 1


def test_who_waits_for_a_condition_has_given_its_lock_back(traced_on_each):
    seen = traced_on_each(
        """
        import threading, time

        ready = threading.Condition()
        plates = []

        def serve():
            with ready:
                while not plates:
                    ready.wait()

        waiter = threading.Thread(target=serve, name="waiter")
        waiter.start()
        time.sleep(0.3)
        with ready:
            plates.append("soup")
            ready.notify()
        waiter.join()
        """
    )
    assert_sound(seen)
    waiter, main = seen.track("waiter"), seen.track("MainThread")
    (other,) = seen.spans(main, "held", "ready")
    before, *_, after = seen.spans(waiter, "held", "ready")
    assert before.end <= other.start
    assert other.end <= after.start
    assert any(span.start < other.start < span.end for span in seen.spans(waiter, "lock", "ready"))


def test_processes(traced_on_each, python):
    program = """
        import os, time
        from multiprocessing import Process, Queue

        def work(queue):
            print(f"child of {os.getppid() > 0}", flush=True)
            time.sleep(0.05)
            queue.put(1)

        if __name__ == "__main__":
            queue = Queue()
            child = Process(target=work, args=(queue,), name="child")
            child.start()
            queue.get()
            child.join()
            print("parent")
        """
    for method in python.start_methods:
        seen = traced_on_each(program, start_method=method)
        assert_sound(seen)
        names = [track.name for track in seen.trace.tracks if track.kind == "process"]
        assert names == ["program.py", "child"], method
        child, parent = seen.trace.tracks[seen.track("child")], seen.trace.tracks[0]
        assert (child.parent, parent.parent) == (parent.pid, None)
        assert parent.start < child.start < child.end < parent.end
        first, second = (n for n, track in enumerate(seen.trace.tracks) if track.kind == "thread")
        assert [mark.track for mark in seen.trace.marks] == [second, first]
        assert len(seen.spans(second, "sleep")) == 1
        assert [span.name for span in seen.spans(first, "queue")] == ["queue"]
        (call,) = seen.spans(second, "call", "work")
        (sleep,) = seen.spans(second, "sleep")
        assert inside(sleep, call)


def test_a_process_that_is_killed_ends_when_it_is_gone(traced):
    seen = traced(
        """
        import time
        from multiprocessing import get_context

        def hang(hanging):
            hanging.set()
            time.sleep(600)

        if __name__ == "__main__":
            context = get_context("spawn")
            hanging = context.Event()
            child = context.Process(target=hang, args=(hanging,), name="child")
            child.start()
            hanging.wait()
            time.sleep(0.2)
            child.terminate()
            child.join()
            time.sleep(0.2)
        """
    )
    assert_sound(seen)
    if sys.platform != "linux":
        return  # nobody saw it alive
    process = seen.track("child")
    (sleep,) = seen.spans(process + 1, "sleep")
    before, after = seen.spans(1, "sleep")
    assert seen.spans(1, "join", "child")
    assert sleep.end == seen.trace.tracks[process].end
    assert before.start < sleep.end < after.end


def test_tasks(traced_on_each):
    seen = traced_on_each(
        """
        import asyncio

        async def step(name):
            await asyncio.sleep(0.05)
            print(name)

        async def main():
            one = asyncio.create_task(step("one"), name="first")
            two = asyncio.create_task(step("two"), name="second")
            await asyncio.gather(one, two)

        asyncio.run(main())
        """
    )
    assert_sound(seen)
    first, second, main = seen.track("first"), seen.track("second"), seen.track("Task-1")
    assert seen.printed() == {"one": "first", "two": "second"}
    (one,), (two,) = seen.spans(first, "sleep"), seen.spans(second, "sleep")
    assert one.start < two.start < one.end  # at the same time
    (waited,) = seen.spans(main, "await")
    assert waited.start <= one.start
    assert waited.end >= two.end
    thread = seen.trace.tracks[first].inside
    assert seen.trace.tracks[thread].kind == "thread"
    assert seen.spans(thread, "await")  # the loop had nothing to do


def test_what_happens_too_often_is_not_drawn_and_the_rest_is(traced):
    seen = traced(
        """
        import threading

        lock = threading.Lock()

        def tiny(n):
            with lock:
                return n + 1

        def main():
            n = 0
            while n < 20_000:
                n = tiny(n)
            print(n)

        main()
        """
    )
    assert_sound(seen)
    assert [line.text for line in seen.done.transcript.lines] == ["20000"]
    main = seen.track("MainThread") if any(track.name == "MainThread" for track in seen.trace.tracks) else 1
    assert {span.name for span in seen.spans(main, "call")} == {"<module>", "main"}
    assert seen.spans(main, "held") == []
    assert seen.spans(main, "lock") == []


def test_it_ends_as_it_would_without(traced, tmp_path, newest):
    """Exceptions, exit status, what is printed at the end: the same with a trace as without."""
    text = """
        import sys, threading

        def fail():
            raise ValueError("no")

        thread = threading.Thread(target=fail)
        thread.start()
        thread.join()
        print(sys.exc_info(), sorted(name for name in sys.modules if name in ("tracing", "watching", "waiting")))
        sys.exit(3)
        """
    seen = traced(text)
    plain = run(tmp_path / "program.py", python=newest)
    home = lambda lines: [line.text.split("/")[-1] for line in lines]  # noqa: E731
    assert home(seen.done.transcript.lines) == home(plain.transcript.lines)
    assert seen.done.transcript.exit == plain.transcript.exit == 3


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux counts how long a thread has run")
def test_with_the_gil_one_thread_runs_at_a_time(traced, newest):
    if newest.build.free_threaded:
        pytest.skip("it has no GIL")
    seen = traced(
        """
        import threading, time

        def burn():
            until = time.thread_time() + 0.2
            while time.thread_time() < until:
                sum(range(1000))

        threads = [threading.Thread(target=burn, name=name) for name in ("Ann", "Ben")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        """
    )
    assert_sound(seen)
    assert seen.trace.sampled
    assert most(seen.trace.spans) <= 1.01
    for name in ("Ann", "Ben"):
        spans = seen.spans(seen.track(name), "running")
        assert sum(span.seconds for span in spans) >= 0.19
        assert len(spans) > 1  # they took turns


def test_a_tracing_that_failed_says_so(tmp_path, change_inside, newest):
    program = tmp_path / "program.py"
    program.write_text("print('fine')\n", "utf-8")
    begins = '"""One of the program\'s functions begins.'
    change_inside("tracing.py", begins, f'raise ValueError("oh")\n        {begins}')
    with pytest.raises(TraceError, match="ValueError: oh"):
        run(program, python=newest, trace=True)


def test_an_older_python_is_refused(tmp_path):
    old = replace(interpreter(), build=Build("3.13.9", free_threaded=True))
    assert not old.traceable
    with pytest.raises(ValueError, match=r"^CPython 3\.13\.9t cannot be traced: tracing needs Python 3\.14 or later$"):
        run(tmp_path / "program.py", python=old, trace=True)


# Which print a line came from


def marks(prints: list[tuple[str, float, str]], lines: list[str]) -> list[tuple[str, int]]:
    transcript = [Line(text, 10.0) for text in lines]
    return [(printed.track, line) for printed, line in lines_of([Printed(*each) for each in prints], transcript)]


def test_lines_are_told_apart_by_their_texts():
    prints = [("a", 1.0, "one"), ("b", 0.5, "two"), ("a", 2.0, "three")]
    assert marks(prints, ["two", "one", "three"]) == [("b", 0), ("a", 1), ("a", 2)]


def test_of_equal_texts_the_first_print_comes_first():
    assert marks([("a", 2.0, "x"), ("b", 1.0, "x")], ["x", "x"]) == [("b", 0), ("a", 1)]


def test_a_torn_line_has_a_mark_for_each_piece():
    assert marks([("a", 1.0, "A1"), ("b", 1.1, "B1")], ["A1B1", ""]) == [("a", 0), ("b", 0)]


def test_a_print_of_several_lines():
    assert marks([("a", 1.0, "one\ntwo\n"), ("b", 1.1, "x")], ["one", "x", "two"]) == [("a", 0), ("b", 1), ("a", 2)]


def test_a_track_prints_in_its_order():
    assert marks([("a", 1.0, "x"), ("a", 2.0, "y"), ("b", 3.0, "y")], ["y", "x", "y"]) == [("b", 0), ("a", 1), ("a", 2)]


def test_further_arguments_are_not_known():
    assert marks([("a", 1.0, "pid"), ("b", 1.1, "now")], ["pid 12", "now 34"]) == [("a", 0), ("b", 1)]


def test_what_nobody_printed_has_no_mark():
    assert marks([("a", 1.0, "x")], ["Traceback", "x"]) == [("a", 1)]


def test_nothing_is_printed_before_its_time():
    (late,) = [Printed("a", 20.0, "x")]
    assert list(lines_of([late], [Line("x", 10.0)])) == []


# What was written on the terminal, by whom and on which stream


def streams(seen: Seen) -> dict[str, tuple[str, str]]:
    """By the text of each line, the track that wrote it, and on which stream."""
    lines = seen.done.transcript.lines
    return {lines[mark.line].text: (seen.trace.tracks[mark.track].name, mark.stream) for mark in seen.trace.marks}


def test_every_way_of_writing_has_its_thread_and_its_stream(traced_on_each):
    seen = traced_on_each(
        """
        import logging, sys, threading, traceback, warnings

        def write():
            print("printed")
            print("printed as an error", file=sys.stderr)
            sys.stdout.write("written\\n")
            sys.stderr.write("written as an error\\n")
            sys.stdout.buffer.write(b"as bytes\\n")
            sys.stdout.flush()
            logging.warning("logged")
            warnings.warn("warned")
            try:
                raise ValueError("caught")
            except ValueError:
                traceback.print_exc()
            raise ValueError("not caught")

        thread = threading.Thread(target=write, name="writer")
        thread.start()
        thread.join()
        print("done")
        """
    )
    assert_sound(seen)
    said = streams(seen)
    assert said.pop("done") == ("MainThread", "stdout")
    assert {who for who, _ in said.values()} == {"writer"}
    assert {mark.line for mark in seen.trace.marks} == set(range(len(seen.done.transcript.lines)))
    on = {text: stream for text, (_, stream) in said.items()}
    assert [on[each] for each in ("printed", "written", "as bytes")] == ["stdout"] * 3
    assert on["printed as an error"] == on["written as an error"] == on["WARNING:root:logged"] == "stderr"
    assert on["Exception in thread writer:"] == on["ValueError: caught"] == on["ValueError: not caught"] == "stderr"


def test_a_line_of_which_each_thread_wrote_a_part_is_of_both(traced):
    seen = traced(
        """
        import threading

        def begin():
            print("half a line, ", end="")

        thread = threading.Thread(target=begin, name="first")
        thread.start()
        thread.join()
        print("and the rest")
        """
    )
    tracks = [(seen.trace.tracks[mark.track].name, mark.stream) for mark in seen.trace.marks]
    assert tracks == [("first", "stdout"), ("MainThread", "stdout")]


def test_what_a_child_writes_into_a_pipe_is_not_on_the_terminal(traced):
    seen = traced(
        """
        import subprocess, sys

        child = "import sys; sys.stdout.write('hello\\\\n')"
        text = subprocess.run([sys.executable, "-c", child], capture_output=True, text=True).stdout
        sys.stdout.write(text)
        """
    )
    (mark,) = seen.trace.marks
    assert seen.trace.tracks[mark.track].name == "MainThread"
    assert seen.trace.tracks[mark.track].pid == seen.done.transcript.program


def test_who_wrote_past_the_streams_is_not_known(traced):
    seen = traced("import os\nprint('one', flush=True)\nos.write(1, b'two\\n')\nprint('three')\n")
    assert [line.text for line in seen.done.transcript.lines] == ["one", "two", "three"]
    assert [mark.line for mark in seen.trace.marks] == [0, 2]


def test_a_destroyed_task_ends_where_it_ended(traced_on_each):
    seen = traced_on_each(
        """
        import asyncio, gc

        async def forever():
            await asyncio.get_running_loop().create_future()

        async def main():
            asyncio.get_running_loop().create_task(forever(), name="lost")
            await asyncio.sleep(0.05)
            gc.collect()
            await asyncio.sleep(0.2)

        asyncio.run(main())
        """
    )
    assert_sound(seen)
    lost = seen.track("lost")
    before, after = seen.spans(seen.track("Task-1"), "sleep")
    (call,), (waited,) = seen.spans(lost, "call", "forever"), seen.spans(lost, "await")
    assert before.end <= call.end == waited.end == seen.trace.tracks[lost].end < after.end - 0.1


# Which write a line came from


def written(writes: list[tuple[str, float, str]], lines: list[str]) -> dict[int, list[str]]:
    made = [Written(track, at, "stdout", text) for track, at, text in writes]
    found = writes_of(made, [Line(text, 10.0) for text in lines])
    return {number: [write.track for write in writes] for number, writes in found.items()}


def test_a_write_of_several_lines_and_a_line_of_several_writes():
    assert written([("a", 1.0, "one\ntwo\nth"), ("b", 2.0, "ree\n")], ["one", "two", "three"]) == {
        0: ["a"],
        1: ["a"],
        2: ["a", "b"],
    }


def test_writes_that_came_in_another_order_than_they_began():
    assert written([("a", 1.0, "late\n"), ("b", 1.1, "early\n")], ["early", "late"]) == {0: ["b"], 1: ["a"]}


def test_what_nobody_is_known_to_have_written():
    assert written([("a", 1.0, "one\n"), ("a", 2.0, "two\n")], ["one", "foreign", "two"]) == {0: ["a"], 2: ["a"]}
    assert written([("a", 11.0, "one\n")], ["one"]) == {}
    assert written([("a", 1.0, "on")], ["one"]) == {0: ["a"]}
