"""Bad programs: each gets the verdict that its first lines say, and leaves nothing behind on the machine.

A program in `tests/hostile/` begins with comments: `# verdict:` is the first line of its run's trouble ("nothing" for
none; it may have holes as a contract's lines do), `# exit:` the exit status (0 if not given), `# limits:` what differs
from `LIMITS`, `# on:` what it needs ("Linux", or the kernel's "fence"), `# output:` what it runs on (a terminal and a
pipe if not given; only a terminal where that makes no difference). In it OUTSIDE stands for a directory that is not the
run's, and "60" for a number of seconds that no other process sleeps.
"""

from __future__ import annotations

import os
import random
import re
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from interleave.contract.template import parse
from interleave.run import Limits, Run, run

HOSTILE = Path(__file__).parents[1] / "hostile"
PROGRAMS = sorted(HOSTILE.glob("*.py"))
LIMITS = Limits(seconds=20, output=100_000, processes=64)
SEMAPHORE = re.compile(r"sem\.mp-\w{8}-")  # of a run; others have another form


def heading(text: str) -> dict[str, str]:
    """Read the comments that a program begins with."""
    lines = text.partition("\n\n")[0].splitlines()
    return dict(line.removeprefix("# ").split(": ", 1) for line in lines)


CASES = [
    (path, output)
    for path in PROGRAMS
    for output in ("terminal", "pipe")
    if output in heading(path.read_text("utf-8")).get("output", "terminal, pipe")
]


def limits(told: str) -> Limits:
    changes = dict(change.split("=") for change in told.split(", ")) if told else {}
    return replace(
        LIMITS, **{name: (float if name in {"seconds", "grace"} else int)(value) for name, value in changes.items()}
    )


@pytest.fixture
def directory(short_directory, monkeypatch):
    """Where runs make their directories."""
    monkeypatch.setattr(tempfile, "tempdir", short_directory)
    return Path(short_directory)


def shared() -> set[str]:
    """What there is of runs' semaphores and of System V's message queues, semaphores and memory."""
    names: set[str] = set()
    with suppress(OSError):
        names.update(file.name for file in Path("/dev/shm").iterdir() if SEMAPHORE.match(file.name))
    for table in Path("/proc/sysvipc").glob("*"):
        names.update(f"{table.name} {line.split()[1]}" for line in table.read_text().splitlines()[1:])
    return names


def printed_and_there(done: Run) -> set[str]:
    """What there is of the shared memory and semaphores whose names a program printed."""
    words = {word.lstrip("/") for line in done.transcript.lines for word in line.text.split()}
    with suppress(OSError):
        return {file.name for file in Path("/dev/shm").iterdir()} & (words | {f"sem.{word}" for word in words})
    return set()


def used() -> str:
    """What the processes that are there have in their memory."""
    maps = []
    for file in Path("/proc").glob("[0-9]*/maps"):
        with suppress(OSError):
            maps.append(file.read_text("utf-8", "replace"))
    return "\n".join(maps)


def processes(marks: list[str]) -> list[str]:
    """The processes that have one of these marks in their command, directory or environment."""
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.Error, OSError):
            told = [*process.cmdline(), process.cwd(), *process.environ().values()]
            if process.pid != os.getpid() and any(mark in text for mark in marks for text in told):
                found.append(f"{process.pid} {told}")
    return found


@pytest.mark.parametrize(("path", "output"), CASES, ids=[f"{path.stem}-{output}" for path, output in CASES])
def test_verdict(path, output, directory, pythons):
    told = heading(path.read_text("utf-8"))
    where = told.get("on")
    if where == "Linux" and sys.platform != "linux":
        pytest.skip("only Linux can tell")
    outside = directory / "outside"
    outside.mkdir()
    sleep = f"60.{random.randrange(10**8, 10**9)}"
    program = directory / path.name
    program.write_text(path.read_text("utf-8").replace("OUTSIDE", str(outside)).replace('"60"', f'"{sleep}"'), "utf-8")
    mine = psutil.Process()
    children = mine.children(recursive=True)
    before, files = shared(), sorted(Path("/dev/fd").iterdir())
    python = pythons[CASES.index((path, output)) % len(pythons)]

    done = run(program, python=python, limits=limits(told.get("limits", "")), output=output)

    if where == "fence" and not done.fenced:
        pytest.skip("the kernel has no fence")
    after = shared()
    assert processes([sleep, str(directory)]) == []
    assert mine.children(recursive=True) == children
    assert sorted(Path("/dev/fd").iterdir()) == files
    assert sorted(directory.rglob("*")) == sorted([outside, program])
    assert_is(told["verdict"], done)
    assert done.transcript.exit == int(told.get("exit", "0")), done
    assert printed_and_there(done) == set()
    # Others share memory at the same time: theirs is in use, or comes and goes. What is left behind stays.
    until = time.monotonic() + 30
    left = after - before
    while left and time.monotonic() < until:
        time.sleep(0.05)
        maps = used()
        left = {name for name in left & shared() if name not in maps}
    assert left == set()


def assert_is(verdict: str, done: Run) -> None:
    """The first line of a run's trouble is the verdict."""
    first = next(iter(done.trouble), "nothing")
    assert list(parse(verdict).fits(first, 0, done.transcript.pids, whole=True)), (first, done)
