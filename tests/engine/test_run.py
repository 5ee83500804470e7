"""What a run does with a program: its terminal, its surroundings, its limits, and that nothing of it is left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import psutil
import pytest

from interleave.run import Interpreter, InterpreterError, Limits, Run, interpreter, run

SHORT = Limits(seconds=10, grace=0.5)


@pytest.fixture
def execute(tmp_path):
    """Run a program given as text."""

    def executed(text: str, **options) -> Run:
        program = tmp_path / "program.py"
        program.write_text(textwrap.dedent(text), "utf-8")
        return run(program, **options)

    return executed


def texts(done: Run) -> list[str]:
    return [line.text for line in done.transcript.lines]


def gone(pid: int) -> bool:
    """Whether a process has ended, or is about to be gone within a little while."""
    for _ in range(200):
        try:
            if psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
                return True
        except psutil.NoSuchProcess:
            return True
        time.sleep(0.01)
    return False


# What it prints


def test_lines_and_exit_status(execute):
    done = execute('import sys\nprint("one")\nprint("two", file=sys.stderr)\nsys.exit(3)')
    assert texts(done) == ["one", "two"]
    assert (done.transcript.exit, done.transcript.whole, done.trouble) == (3, True, ())


def test_lines_come_one_after_the_other(execute):
    done = execute("import time\nfor n in range(3):\n    print(n)\n    time.sleep(0.02)")
    at = [line.at for line in done.transcript.lines]
    assert at == sorted(at)
    assert 0 < at[0] <= at[2] <= done.seconds
    assert at[2] >= 0.04  # it slept twice before


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGABRT, signal.SIGTERM])
def test_a_signal_is_a_negative_exit_status(execute, number):
    done = execute(f"import os\nprint('x', flush=True)\nos.kill(os.getpid(), {int(number)})")
    assert (texts(done), done.transcript.exit, done.trouble) == (["x"], -number, ())


def test_a_last_line_without_its_end(execute):
    done = execute("print('one')\nprint('two', end='')")
    assert (texts(done), done.transcript.whole) == (["one", "two"], False)


def test_no_output(execute):
    done = execute("pass")
    assert (texts(done), done.transcript.whole) == ([], True)


def test_bytes_that_are_no_text(execute):
    done = execute("import os\nos.write(1, b'a\\xffb\\r\\tc\\n')")
    assert texts(done) == ["a\ufffdb\r\tc"]


def test_a_flood_of_lines_arrives_whole(execute):
    done = execute("for n in range(20000):\n    print(n)")
    assert texts(done) == [str(n) for n in range(20000)]


# Its surroundings


def test_it_is_on_a_terminal_of_80_columns(execute):
    done = execute("import os, sys\nprint([os.isatty(n) for n in range(3)], os.get_terminal_size().columns)")
    assert texts(done) == ["[True, True, True] 80"]


def test_a_pipe_takes_the_terminal_s_place(execute):
    done = execute("import os\nprint([os.isatty(n) for n in range(3)])\nprint('two', end='')", terminal=False)
    assert texts(done) == ["[False, False, False]", "two"]


@pytest.mark.parametrize("terminal", [True, False])
def test_nobody_types(execute, terminal):
    done = execute("import sys\nprint(repr(sys.stdin.read()))", terminal=terminal)
    assert texts(done) == ["''"]


def test_its_environment_is_clean(execute, monkeypatch):
    monkeypatch.setenv("PYTHONUNBUFFERED", "1")
    monkeypatch.setenv("PYTHONSTARTUP", "x")
    monkeypatch.setenv("SECRET", "x")
    done = execute("import os\nprint(sorted(os.environ))")
    assert "SECRET" not in texts(done)[0]
    assert "PYTHONUNBUFFERED" not in texts(done)[0]
    assert "PYTHONSTARTUP" not in texts(done)[0]


def test_its_directory_holds_the_program_and_its_files_and_is_removed(execute, tmp_path):
    (tmp_path / "other").mkdir()
    beside = tmp_path / "other" / "beside.py"
    beside.write_text("word = 'found'")
    done = execute("import beside, os\nprint(beside.word, sorted(os.listdir()))\nprint(os.getcwd())", files=[beside])
    assert texts(done)[0] == "found ['beside.py', 'program.py']"
    assert not Path(texts(done)[1]).exists()


def test_two_files_of_one_name_are_refused(execute, tmp_path):
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "program.py").write_text("")
    with pytest.raises(ValueError, match=r"two files of one run are named program\.py"):
        execute("pass", files=[tmp_path / "other" / "program.py"])


def test_a_module_of_the_program_s_own_named_sitecustomize_still_works(execute):
    done = execute("import sys\nprint('sitecustomize' in sys.modules, [path for path in sys.path if 'inside' in path])")
    assert texts(done)[0].endswith("[]")


# Which Python, and how it starts processes

START = """
    import multiprocessing, os

    def child():
        print(f"child {os.getpid()} {multiprocessing.get_start_method()}", flush=True)

    if __name__ == "__main__":
        print(f"parent {os.getpid()} {multiprocessing.get_start_method()}", flush=True)
        process = multiprocessing.Process(target=child)
        process.start()
        process.join()
"""
PYTHONS = [
    path
    for path in (
        sys.executable,
        *(f"/opt/pythons/bin/python3.{minor}" for minor in (14, 15)),
        *(str(each) for each in sorted((Path.home() / ".pyenv" / "versions").glob("3.1[1-9].*/bin/python3"))),
    )
    if Path(path).exists()
]


@pytest.fixture(params=PYTHONS)
def python(request) -> Interpreter:
    return interpreter(request.param)


def test_an_interpreter_says_what_it_is(python):
    assert python.implementation == "CPython"
    assert python.version.startswith(".".join(map(str, python.version_info)) + ".")
    assert python.default_start_method in python.start_methods


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_the_start_method_that_is_forced_applies(execute, python, method):
    done = execute(START, python=python, start_method=method)
    assert done.trouble == ()
    parent, child = (line.split() for line in texts(done))
    assert (parent[2], child[2]) == (method, method)
    assert {int(parent[1]), int(child[1])} <= done.transcript.pids
    assert done.transcript.program == int(parent[1])


def test_unforced_it_is_the_default(execute, python):
    assert texts(execute(START, python=python))[0].endswith(python.default_start_method)


def test_a_program_may_choose_another(execute):
    done = execute(
        """
        import multiprocessing
        if __name__ == "__main__":
            multiprocessing.set_start_method("spawn")
            print(multiprocessing.get_start_method())
        """,
        start_method="fork",
    )
    assert texts(done) == ["spawn"]


def test_an_unknown_start_method_is_refused(execute):
    with pytest.raises(ValueError, match="has no start method 'spoon', only fork"):
        execute("pass", start_method="spoon")


@pytest.mark.parametrize("path", ["/nowhere/python", "/etc/passwd", "/bin/true"])
def test_what_is_no_python(path):
    with pytest.raises(InterpreterError) as caught:
        interpreter(path)
    assert str(caught.value).startswith(f"{path} is no Python: ")
    assert "\n" not in str(caught.value)


def test_the_ids_of_other_python_programs_that_it_starts_are_known(execute):
    done = execute(
        "import subprocess, sys\n"
        "print(subprocess.run([sys.executable, '-c', 'import os; print(os.getpid())'], capture_output=True, text=True)"
        ".stdout, end='')"
    )
    assert int(texts(done)[0]) in done.transcript.pids
    assert os.getpid() not in done.transcript.pids


# Limits


def test_the_time_limit(execute):
    done = execute("import time\nprint('begun', flush=True)\ntime.sleep(600)", limits=Limits(seconds=0.5))
    assert texts(done)[0] == "begun"
    assert done.transcript.exit == -signal.SIGKILL
    assert done.trouble[0] == "still running after 0.5 s; ended by SIGKILL"
    assert "program.py:3 in <module>" in done.trouble[1]


def test_the_time_limit_holds_for_who_ignores_every_signal(execute):
    done = execute(
        """
        import signal, time
        for number in range(1, 32):
            if number not in (9, 19):
                signal.signal(number, signal.SIG_IGN)
        print("begun", flush=True)
        time.sleep(600)
        """,
        limits=Limits(seconds=0.5),
    )
    assert done.trouble[0] == "still running after 0.5 s; ended by SIGKILL"


@pytest.mark.parametrize("terminal", [True, False])
def test_the_output_limit(execute, terminal):
    done = execute("while True:\n    print('x' * 99)", limits=Limits(output=5000), terminal=terminal)
    assert done.trouble == ("printed more than 5,000 bytes; ended by SIGKILL",)
    assert sum(len(text) + 1 for text in texts(done)) <= 5001


# Nothing is left

LEFTOVERS = {
    "a child": "import subprocess; child = subprocess.Popen(['sleep', '60'])",
    "a forked child": """
        import os, time
        pid = os.fork()
        if pid == 0:
            time.sleep(60)
    """,
    "a child in a session of its own, without files": """
        import os, time
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                os.closerange(0, 3)
                time.sleep(60)
            os._exit(0)
        os.wait()
    """,
    "a child that ignores signals": """
        import os, signal, time
        if os.fork() == 0:
            for number in (signal.SIGHUP, signal.SIGTERM, signal.SIGINT):
                signal.signal(number, signal.SIG_IGN)
            time.sleep(60)
    """,
    "a child with another environment and directory": """
        import subprocess
        subprocess.Popen(["sleep", "60"], env={}, cwd="/")
    """,
    "a child started at the very end": """
        import os
        if os.fork() == 0:
            os.execvp("sleep", ["sleep", "60"])
        os._exit(0)
    """,
}


@pytest.mark.parametrize("terminal", [True, False])
@pytest.mark.parametrize("text", LEFTOVERS.values(), ids=LEFTOVERS)
def test_what_is_left_behind_is_named_and_ended(execute, text, terminal):
    done = execute(text, limits=SHORT, terminal=terminal)
    assert done.transcript.exit == 0
    named = [line for line in done.trouble if line.startswith("left behind: ")]
    assert named == list(done.trouble)
    assert named
    for line in named:
        assert gone(int(line.split()[2]))


def test_what_serves_multiprocessing_is_not_left_behind(execute):
    for method in ("spawn", "forkserver"):
        assert execute(START, start_method=method).trouble == ()


def test_nobody_else_is_ended(execute, tmp_path):
    """Neither what stood there before, nor what others start meanwhile."""
    before = subprocess.Popen(["sleep", "60"])
    started: list[subprocess.Popen[bytes]] = []
    stop = threading.Event()

    def others() -> None:
        while not stop.is_set():
            started.append(subprocess.Popen(["sleep", "60"]))
            time.sleep(0.02)

    thread = threading.Thread(target=others)
    thread.start()
    try:
        done = execute(LEFTOVERS["a child"] + "\nimport time\ntime.sleep(0.2)", limits=SHORT)
        assert len(done.trouble) == 1
        stop.set()
        thread.join()
        assert len(started) > 2
        assert [process.poll() for process in (before, *started)] == [None] * (1 + len(started))
    finally:
        stop.set()
        thread.join()
        for process in (before, *started):
            process.kill()
            process.wait()


def test_runs_at_the_same_time_do_not_mix(tmp_path):
    program = tmp_path / "program.py"
    program.write_text(textwrap.dedent(START))
    done: list[Run] = []
    threads = [threading.Thread(target=lambda: done.append(run(program, start_method="fork"))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for each in done:
        assert each.trouble == ()
        pids = {int(line.split()[1]) for line in texts(each)}
        assert len(pids) == 2
        assert pids <= each.transcript.pids
        for other in done:
            assert other is each or not pids & other.transcript.pids


def test_nothing_stays_open(execute):
    execute("print(1)")
    before = sorted(Path("/dev/fd").iterdir())
    for _ in range(3):
        execute("print(1)")
    assert sorted(Path("/dev/fd").iterdir()) == before
