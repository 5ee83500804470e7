"""What a run does with a program: its terminal, its surroundings, its limits, and that nothing of it is left."""

from __future__ import annotations

import ctypes
import itertools
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import textwrap
import threading
import time
from contextlib import suppress
from multiprocessing import shared_memory
from pathlib import Path

import psutil
import pytest

from interleave.circumstance import Circumstance
from interleave.run import InterpreterError, Limits, Run, interpreter, run
from interleave.run.keeper import Keeper
from interleave.run.processes import Processes
from interleave.run.watch import Watch

LANDLOCK = ctypes.CDLL(None).syscall(444, None, 0, 1) if sys.platform == "linux" else 0  # the kernel's version of it
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
    done = execute("import os\nos.write(1, b'a\\xffb\\tc\\n')")
    assert texts(done) == ["a\ufffdb\tc"]
    assert done.trouble == ("line 1 is no text: it has the byte 0xff, which is no UTF-8",)


def test_line_ends_of_another_system_are_text(execute):
    done = execute("import os\nos.write(1, 'one\\t\u4ea4\\r\\ntwo\\r\\n'.encode())")
    assert (texts(done), done.trouble) == (["one\t\u4ea4\r", "two\r"], ())


def test_a_flood_of_lines_arrives_whole(execute):
    done = execute("for n in range(20000):\n    print(n)")
    assert texts(done) == [str(n) for n in range(20000)]


# Its surroundings


def test_it_is_on_a_terminal_of_80_columns(execute):
    done = execute("import os, sys\nprint([os.isatty(n) for n in range(3)], os.get_terminal_size().columns)")
    assert texts(done) == ["[True, True, True] 80"]


def test_a_pipe_takes_the_terminal_s_place(execute):
    done = execute("import os\nprint([os.isatty(n) for n in range(3)])\nprint('two', end='')", output="pipe")
    assert texts(done) == ["[False, False, False]", "two"]


@pytest.mark.parametrize("output", ["terminal", "pipe"])
def test_nobody_types(execute, output):
    done = execute("import sys\nprint(repr(sys.stdin.read()))", output=output)
    assert texts(done) == ["''"]


def test_it_is_unbuffered_if_asked_to_be(execute):
    done = execute("import os\nprint(os.environ['PYTHONUNBUFFERED'])", output="pipe", buffered=False)
    assert texts(done) == ["1"]
    assert done.circumstance == Circumstance(interpreter().build, output="pipe", buffered=False)


def test_a_file_takes_the_terminal_s_place(execute):
    done = execute(
        "import os, sys, time; print(sys.stdout.isatty()); time.sleep(0.1); os.system('echo x')", output="file"
    )
    assert texts(done) == ["x", "False"]  # what Python buffers comes at its end
    assert done.circumstance.output == "file"


SET_UP = """
import codecs, os, sys
print(sys.argv[0] == os.path.basename(__file__), sys.flags.dev_mode, sys.warnoptions, sys.flags.optimize)
encoding = codecs.lookup(sys.stdout.encoding).name
print(encoding, sys.stdout.write_through, os.environ.get("NO_COLOR"), sys.flags.utf8_mode)
print(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1)
"""


@pytest.mark.parametrize(
    ("setup", "line", "shown"),
    [
        ("u", 1, "utf-8 True 1 1"),
        ("dev", 0, "True True ['default'] 0"),
        ("error", 0, "True False ['error'] 0"),
        ("optimize", 0, "True False [] 1"),
        ("elsewhere", 0, "False False [] 0"),
        ("colours", 1, "utf-8 False None 1"),
        ("locale", 1, "ascii False 1 0"),
        ("encoding", 1, "iso8859-1 False 1 0"),
        pytest.param("one-core", 2, "1", marks=pytest.mark.skipif(sys.platform != "linux", reason="needs affinity")),
    ],
)
def test_it_is_set_up_as_asked(execute, setup, line, shown):
    done = execute(SET_UP, setup=setup)
    assert texts(done)[line] == shown
    assert done.circumstance.setup == setup
    assert done.circumstance.buffered == (setup != "u")


def test_without_its_sleeps_it_waits_for_nothing_and_has_the_same_lines(execute):
    program = (
        "import time\nfrom time import sleep\ntime.sleep(3600); sleep(3600)\ntime.sleep(60 *\n  60)\nraise ValueError"
    )
    done = execute(program, setup="sleepless")
    assert [line[-19:] for line in texts(done) if "File" in line] == ["line 6, in <module>"]
    assert done.trouble == ()


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


# Its parent


def test_it_starts_as_from_a_shell(execute, python):
    """In the foreground, with a keeper for a parent, no signal ignored, nothing of the run open or imported."""
    ignored = {number: signal.signal(number, signal.SIG_IGN) for number in (signal.SIGINT, signal.SIGHUP)}
    try:
        done = execute(
            """
            import os, sys
            ours = {"keeping", "kernel", "guarding", "resource", "select", "_ctypes"}
            print("imported", sorted(ours & sys.modules.keys()))
            names = {int(name): os.path.realpath("/dev/fd/" + name) for name in os.listdir("/dev/fd")}
            print("open", sorted(file for file, name in names.items() if file < 900 or "libffi" not in name))
            print("known", "INTERLEAVE_KEEPER" in os.environ)
            import signal
            print("ignored", [name for name in ("SIGHUP", "SIGINT", "SIGQUIT", "SIGTERM", "SIGCHLD", "SIGTTOU")
                              if signal.getsignal(getattr(signal, name)) == signal.SIG_IGN])
            print("blocked", signal.pthread_sigmask(signal.SIG_BLOCK, []))
            print(os.getpid(), os.getpgrp(), os.tcgetpgrp(0))
            print(os.getppid(), os.getpgid(os.getppid()), os.getsid(0))
            """,
            python=python,
        )
    finally:
        for number, handler in ignored.items():
            signal.signal(number, handler)
    assert done.trouble == ()
    *told, own, parent = texts(done)
    # The fourth file is that of the listing.
    assert told == ["imported []", "open [0, 1, 2, 3]", "known False", "ignored []", "blocked set()"]
    assert len(set(own.split())) == len(set(parent.split())) == 1
    assert int(own.split()[0]) in done.transcript.pids
    assert int(parent.split()[0]) not in done.transcript.pids | {os.getpid()}


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_its_processes_are_those_that_the_program_started(execute, python, method):
    """A manager's server is one; what multiprocessing starts for itself is none."""
    done = execute(
        f"""
        import multiprocessing, os, subprocess, sys
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import forkserver, resource_tracker

        def fork():
            child = os.fork()
            if child == 0:
                os._exit(0)
            os.waitpid(child, 0)
            return os.getpid(), child

        if __name__ == "__main__":
            multiprocessing.set_start_method({method!r})
            with ProcessPoolExecutor(1) as executor:
                print(os.getpid(), *executor.submit(fork).result())
            with multiprocessing.Manager() as manager:
                print(manager._process.pid)
            with multiprocessing.Pool(1) as pool:
                print(pool.apply(os.getpid))
            print(int(subprocess.check_output([sys.executable, "-c", "import os; print(os.getpid())"])))
            print(resource_tracker._resource_tracker._pid, forkserver._forkserver._forkserver_pid)
        """,
        python=python,
    )
    assert done.trouble == ()
    *started, helpers = texts(done)
    assert done.transcript.pids == set(map(int, " ".join(started).split()))
    assert [helper.isdigit() for helper in helpers.split()] == [method != "fork", method == "forkserver"]


def test_without_a_keeper_the_program_does_not_run(execute, change_inside):
    change_inside("keeping.py", "    fenced, queues = False, None\n", "    raise OSError('no keeper')\n")
    done = execute("print('one')")
    assert (texts(done)[-1], "one" in texts(done), done.transcript.exit) == ("OSError: no keeper", False, 1)
    assert not done.fenced


def test_when_the_engine_is_killed_the_program_ends(tmp_path, short_directory):
    """On a pipe: on a terminal, its closing would end the program, too."""
    program = tmp_path / "program.py"
    program.write_text("import time\nwhile True:\n    time.sleep(60)")
    engine = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys, pathlib; from interleave.run import Limits, run\n"
            "run(pathlib.Path(sys.argv[1]), limits=Limits(seconds=60), output='pipe')",
            program,
        ],
        env={**os.environ, "TMPDIR": short_directory, "PYTHONPATH": str(Path(__file__).parents[2])},
    )

    def keepers() -> list[psutil.Process]:
        with suppress(psutil.NoSuchProcess):  # it also asks Python what it is
            return [child for child in psutil.Process(engine.pid).children() if child.children()]
        return []

    try:
        until = time.monotonic() + 30
        while not (kept := keepers()) and time.monotonic() < until:
            time.sleep(0.01)
        both = [*kept, *kept[0].children()]
        assert len(both) == 2
    finally:
        engine.kill()
        engine.wait()
    _, alive = psutil.wait_procs(both, timeout=30)
    assert alive == []


# What the machine is guarded from (see test_hostile.py, too)


def test_it_may_write_where_it_should_and_nowhere_else(execute, tmp_path, python):
    """Behind the fence is every Python, and every other program that it starts."""
    (tmp_path / "there").touch()
    done = execute(
        f"""
        import os, shutil, socket, subprocess, tempfile
        from pathlib import Path

        for place in (os.devnull, "/dev/tty", "/dev/stdout", "/dev/fd/2"):
            with open(place, "w") as file:
                file.write("")
        reading, writing = os.pipe()
        with open(writing, "w") as file, open(f"/dev/fd/{{file.fileno()}}", "w"):
            pass
        with tempfile.TemporaryDirectory() as directory, tempfile.NamedTemporaryFile() as file:
            shutil.copytree(".", directory + "/copy")
            os.chmod(file.name, 0o600)
            os.utime(Path(file.name))
            os.rename(directory + "/copy/program.py", "moved")
        os.mkdir("one")
        os.symlink("/etc/passwd", "one/link")
        os.rename("one/link", b"two")
        os.remove("two")
        os.link("program.py", "one/other")
        here = os.open(".", os.O_RDONLY)
        os.chdir("/")
        os.mkdir("three", dir_fd=here)
        os.rename("three", "four", src_dir_fd=here, dst_dir_fd=here)
        os.rmdir("four", dir_fd=here)
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(tempfile.gettempdir() + "/socket")
        open("/etc/passwd").close()
        print("all")
        outside = {str(tmp_path)!r}
        changes = (f"echo x >{{outside}}/file", f"mkdir {{outside}}/one", f"rm {{outside}}/there")
        for command in (*changes, "kill -0 {os.getpid()}"):
            done = subprocess.run(["bash", "-c", command], capture_output=True, text=True)
            print(done.returncode, *done.stderr.split()[-2:])
        """,
        python=python,
    )
    assert (texts(done)[0], done.trouble) == ("all", ())
    assert done.fenced == (LANDLOCK >= 3)  # Linux 6.2
    if done.fenced:
        assert texts(done)[1:4] == ["1 Permission denied"] * 3
        assert {path.name for path in tmp_path.iterdir()} == {"there", "program.py"}
    if LANDLOCK >= 6:  # Linux 6.12
        assert texts(done)[4] == "1 not permitted"


def test_shared_memory_of_others_is_out_of_reach(execute):
    memory = shared_memory.SharedMemory(create=True, size=16)
    try:
        done = execute(
            f"""
            from multiprocessing import shared_memory
            memory = shared_memory.SharedMemory({memory.name!r}, create=True, size=16)
            memory.buf[0] = 7
            memory.close()
            memory.unlink()
            """
        )
        if not done.fenced:
            pytest.skip("the kernel gives it no shared memory of its own")
        assert (done.transcript.exit, done.trouble, memory.buf[0]) == (0, (), 0)
        shared_memory.SharedMemory(memory.name).close()
    finally:
        memory.close()
        memory.unlink()


REPORT = """
import pathlib, sys
from interleave.run import run
done = run(pathlib.Path(sys.argv[1]))
print(done.trouble, done.transcript.lines[0].text, *done.transcript.pids)
"""


def test_without_the_power_to_mount_it_has_a_user_namespace(tmp_path, short_directory):
    """As an ordinary user has."""
    if os.geteuid() != 0 or shutil.which("setpriv") is None:
        pytest.skip("only root can give up the power, and for others it is the usual way")
    if subprocess.run(["unshare", "--user", "true"], stderr=subprocess.DEVNULL, check=False).returncode:
        pytest.skip("the system has no user namespaces")
    program = tmp_path / "program.py"
    program.write_text("import os\nopen('/dev/shm/one', 'w').close()\nprint(os.getuid(), os.getpid())")
    engine = subprocess.run(
        ["setpriv", "--bounding-set=-sys_admin", sys.executable, "-c", REPORT, program],
        env={**os.environ, "TMPDIR": short_directory, "PYTHONPATH": str(Path(__file__).parents[2])},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    said, _, pids = engine.stdout.rpartition(f" {os.getuid()} ")
    assert said == "('left behind: shared memory one',)"
    own, seen = pids.split()
    assert own == seen


def test_where_the_kernel_gives_it_no_memory_of_its_own_its_semaphores_are_removed(execute, change_inside):
    change_inside("kernel.py", "    queues = _set_apart(call)\n", "    queues = None\n")
    done = execute((Path(__file__).parents[1] / "hostile" / "leaves_a_semaphore.py").read_text("utf-8"))
    (name,) = texts(done)
    assert (done.fenced, done.trouble) == (False, (f"left behind: semaphore {name.removeprefix('/')}",))
    assert not Path(f"/dev/shm/sem.{name.removeprefix('/')}").exists()


def test_it_runs_where_its_directory_would_lie_in_shared_memory(execute, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", "/dev/shm")
    done = execute("import os\nprint(os.path.exists(os.path.realpath('program.py')))")
    assert (texts(done), done.trouble) == (["True"], ())


def test_a_gigabyte_in_one_line_takes_no_memory_of_the_engine(tmp_path):
    program = tmp_path / "program.py"
    code = """if True:
        import pathlib, resource, sys
        from interleave.run import run
        peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
        program = pathlib.Path(sys.argv[1])
        program.write_text("print()")
        run(program)
        before = peak()
        program.write_text("import os\\nfor _ in range(1024):\\n    os.write(1, b'x' * (1 << 20))")
        done = run(program)
        print(done.trouble[0], peak() - before, sep="\\n")
    """.replace("\\\\", "\\")
    said = subprocess.run([sys.executable, "-c", code, program], capture_output=True, text=True, check=True).stdout
    verdict, more = said.splitlines()
    assert verdict == "printed more than 1,000,000 bytes; ended by SIGKILL"
    assert int(more) < 20_000_000


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


def test_an_interpreter_says_what_it_is(python):
    assert python.build.implementation == "CPython"
    assert python.build.release.startswith(".".join(map(str, python.build.version)) + ".")
    assert python.traceable == (python.build.version >= (3, 14))
    assert python.default_start_method in python.start_methods


def assert_started(done: Run, method: str) -> None:
    parent, child = (line.split() for line in texts(done))
    assert (parent[2], child[2]) == (method, method)
    assert {int(parent[1]), int(child[1])} <= done.transcript.pids
    assert done.transcript.program == int(parent[1])
    assert done.trouble == ()  # also what serves multiprocessing is not left behind


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_the_start_method_that_is_forced_applies(execute, method):
    assert_started(execute(START, start_method=method), method)


def test_another_start_method_can_be_forced_on_each_python(execute, python):
    other = next(method for method in ("fork", "spawn") if method != python.default_start_method)
    assert_started(execute(START, python=python, start_method=other), other)


def test_unforced_it_is_the_default(execute, pythons):
    newest = max(pythons, key=lambda python: python.build.version)
    assert_started(execute(START, python=newest), newest.default_start_method)


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


def test_waiting_for_a_core_is_not_counted(execute, monkeypatch):
    """As on a machine that is busy with other work: a thread is ready, and the system has counted no time for it."""
    monkeypatch.setattr(Processes, "seconds", lambda _: 0.0)
    text = "import time\nuntil = time.monotonic() + 1.2\nwhile time.monotonic() < until:\n    pass"
    assert execute(text, limits=Limits(seconds=0.5)).trouble == ()
    endless = execute("while True:\n    pass", limits=Limits(seconds=0.2))
    assert endless.trouble[0] == "still running after 0.2 s; ended by SIGKILL"


WAITS = """
import threading, multiprocessing, time
def waits(lock):
    lock.acquire()
if __name__ == "__main__":
    lock = multiprocessing.Lock()
    lock.acquire()
    threading.Thread(target=waits, args=(lock,), name="Waits").start()
    multiprocessing.get_context("fork").Process(target=waits, args=(lock,)).start()
    print("begun", flush=True)
"""


def test_a_program_that_need_not_end_is_stopped_where_it_hangs(execute, python):
    done = execute(WAITS, limits=Limits(hangs=0.5), python=python)
    assert (texts(done), done.trouble) == (["begun"], ())
    named = " [Waits]" if python.build.version >= (3, 14) else ""
    # The main thread has come to the end of the program; the other, and the child's, have not.
    assert done.transcript.hangs == (f"program.py, line 4, in waits{named}", "program.py, line 4, in waits")


def test_a_program_that_computes_without_end_is_stopped(execute):
    done = execute("print('begun', flush=True)\nwhile True:\n    pass", limits=Limits(hangs=0.5))
    assert (texts(done), done.trouble) == (["begun"], ())
    assert done.transcript.hangs[0].startswith("program.py, line ")


def test_a_program_that_prints_without_end_is_stopped_at_the_limit(execute):
    text = "import time\nwhile True:\n    print('tick', flush=True)\n    time.sleep(0.05)"
    done = execute(text, limits=Limits(seconds=1.5, hangs=0.5))
    assert (set(texts(done)), done.trouble) == ({"tick"}, ())
    assert done.seconds >= 1.5
    assert done.transcript.hangs == ("program.py, line 4, in <module>",)


def test_what_goes_on_does_not_hang(execute):
    """It neither prints nor computes for long, and all in all takes longer than a program that hangs."""
    text = "import time\nfor _ in range(4):\n    print('tick', flush=True)\n    time.sleep(0.3)"
    done = execute(text, limits=Limits(hangs=0.8))
    assert (len(texts(done)), done.transcript.hangs, done.trouble) == (4, (), ())
    assert done.seconds > 1.2


def test_who_waits_for_a_processor_does_not_hang(execute, monkeypatch):
    """However long it gets none: as if the system had counted no time, while a thread is ready."""
    monkeypatch.setattr(Processes, "seconds", lambda _: 0.0)
    done = execute(
        "import time\nuntil = time.monotonic() + 1.5\nwhile time.monotonic() < until:\n    pass",
        limits=Limits(hangs=0.5),
    )
    assert (done.transcript.hangs, done.trouble) == ((), ())


def test_nobody_can_tell_where_another_program_hangs(execute):
    done = execute("import os\nos.execvp('sleep', ['sleep', '60'])", limits=Limits(hangs=0.5))
    assert (done.transcript.hangs, done.trouble) == (("",), ())


def test_lines_come_between_two_moments(execute):
    done = execute("import time\nfor n in range(3):\n    print(n, flush=True)\n    time.sleep(0.2)")
    for line, next_one in itertools.pairwise(done.transcript.lines):
        assert 0 < line.after < line.at < next_one.at
        assert line.at < next_one.after  # there was time to look between them


def test_its_local_time_is_utc(execute):
    done = execute("import time\nprint(time.tzname[0], time.time())")
    zone, told = texts(done)[0].split()
    assert zone == "UTC"
    assert done.transcript.began <= float(told) <= done.transcript.began + done.seconds


@pytest.mark.parametrize("output", ["terminal", "pipe"])
def test_the_output_limit(execute, output):
    done = execute("while True:\n    print('x' * 99)", limits=Limits(output=5000), output=output)
    assert done.trouble == ("printed more than 5,000 bytes; ended by SIGKILL",)
    assert sum(len(text) + 1 for text in texts(done)) <= 5001


# Nothing is left (see test_hostile.py, too)


def test_who_has_ended_is_not_stopped_for_good(execute, monkeypatch):
    """However long the keeper takes to say that the program has ended, what it left is what it left."""
    listen, late = Keeper.listen, time.monotonic() + 0.5
    monkeypatch.setattr(Keeper, "listen", lambda keeper: listen(keeper) if time.monotonic() > late else None)
    left = execute(
        """
        import os, signal, subprocess
        child = subprocess.Popen(["sleep", "600"])
        child.send_signal(signal.SIGSTOP)
        os.waitpid(child.pid, os.WUNTRACED)
        os._exit(0)
        """,
        limits=SHORT,
    )
    (trouble,) = left.trouble
    assert re.fullmatch("left behind: [0-9]+ sleep 600, stopped", trouble)


def test_how_it_ended_is_known_however_late_anybody_listens(execute, monkeypatch, change_inside):
    """Here nobody listens to a keeper that has started before there is trouble, and it is slow to say how it ended."""
    change_inside("keeping.py", "    ended = False\n", "    ended = False\n    select.select([], [], [], 0.3)\n")
    listen = Watch._listen
    monkeypatch.setattr(
        Watch, "_listen", lambda watch: listen(watch) if watch.trouble or not watch._processes.ids else None
    )
    done = execute(
        """
        import os, time
        parent = os.getpid()
        if os.fork() == 0:
            while os.getppid() == parent:
                time.sleep(0.001)
            for _ in range(4):
                os.fork()
            time.sleep(5)
        os._exit(0)
        """,
        limits=Limits(seconds=10, processes=8),
    )
    assert done.trouble == ("started more than 8 processes; ended by SIGKILL",)
    assert done.transcript.exit == 0


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
        done = execute("import subprocess, time; subprocess.Popen(['sleep', '60']); time.sleep(0.2)", limits=SHORT)
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
    threads = [threading.Thread(target=lambda: done.append(run(program, start_method="fork"))) for _ in range(4)]
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
