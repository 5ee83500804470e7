"""Execute a program once, from making its directories to removing the last of its processes."""

from __future__ import annotations

import secrets
import subprocess
import time
from contextlib import nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING

from interleave.circumstance import SETUPS, Circumstance, Setup
from interleave.run.console import console
from interleave.run.keeper import Keeper
from interleave.run.limits import Limits
from interleave.run.load import is_busy, load, one_core
from interleave.run.notes import Notes
from interleave.run.processes import Processes
from interleave.run.python import Interpreter, interpreter
from interleave.run.sampling import Samples, cores, sampling
from interleave.run.sleepless import sleepless
from interleave.run.surroundings import environment_at, place
from interleave.run.tracing import assemble
from interleave.run.watch import Watch
from interleave.transcript import Transcript

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from interleave.circumstance import Output
    from interleave.run.shake import Shake
    from interleave.trace import Trace

_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Run:
    """One execution of a program.

    `circumstance` says how it was run; its start method is the one that was forced, None if none was. `seconds` is how
    long the program ran. `fenced` tells whether the kernel kept it from writing outside its directories, and gave it
    shared memory and message queues of its own (see `inside/kernel.py`). `trouble` has one line for each thing that a
    good run does not have: a limit reached, a process left behind; the first is the verdict. `trace` is None unless it
    was asked for.
    """

    transcript: Transcript
    circumstance: Circumstance
    seconds: float
    fenced: bool
    trouble: tuple[str, ...]
    trace: Trace | None = None


def run(
    program: Path,
    *,
    python: Interpreter | None = None,
    files: Sequence[Path] = (),
    start_method: str | None = None,
    limits: Limits = _LIMITS,
    output: Output = "terminal",
    buffered: bool = True,
    setup: str = "",
    shake: Shake | None = None,
    trace: bool = False,
) -> Run:
    """Execute `program` once and return what it did.

    It is copied into a fresh directory together with `files`, by their names, and run there as `python NAME.py` in a
    session of its own, with a fixed environment. `python` is the running one if not given. `start_method` becomes the
    default of `multiprocessing`, in child processes, too; the program may still set another. `output` "terminal" gives
    it a terminal of its own, or a pipe if the system has no terminal left; "pipe" a pipe, "file" a file. Reading its
    standard input finds the end of the file at once. PYTHONUNBUFFERED is set unless `buffered`. `setup` names what else
    is set, one of `SETUPS`. `shake` disturbs its schedule; `trace` notes what its processes, threads and tasks do.

    The program's parent is a keeper (see `inside/keeping.py`) and not the calling process. When this returns or raises,
    no process, file or shared memory of the program is left. Several threads may call this at the same time.

    Raises ValueError for a start method that `python` does not have, for two files of the same name, and if `trace` is
    asked of a Python that is not `traceable`; OSError if a file cannot be copied; InterpreterError if the running
    Python cannot be asked what it is; TraceError if tracing failed.
    """
    python = python or interpreter()
    if start_method is not None and start_method not in python.start_methods:
        msg = f"{python.path} has no start method {start_method!r}, only {', '.join(python.start_methods)}"
        raise ValueError(msg)
    if trace and not python.traceable:
        msg = f"{python.build} cannot be traced: tracing needs Python 3.14 or later"
        raise ValueError(msg)
    mark = secrets.token_hex(8)
    given = SETUPS[setup] if setup else Setup()
    buffered = buffered and given.buffered
    busy, core = (0 if is_busy() else shake.load, shake.core) if shake else (given.busy, None)
    beside = load(busy, core, limits.seconds)
    with place(program, files) as at, console(output, at.base / "output") as opened, Keeper() as keeper, beside:
        if given.sleepless:
            for copy in at.home.iterdir():
                copy.write_text(sleepless(copy.read_text("utf-8")), "utf-8")
        processes, notes = Processes(at, mark), Notes(at)
        environment = environment_at(python.path, at, mark, start_method, limits.processes, shake, trace=trace)
        if not buffered and given.buffered:
            environment["PYTHONUNBUFFERED"] = "1"
        for name, value in given.variables:
            environment.pop(name, None)
            environment |= {} if value is None else {name: value}
        start, began = time.monotonic(), time.time()
        with one_core() if given.one_core else nullcontext():
            process = subprocess.Popen(
                [python.path, *given.options, at.home / at.program if given.elsewhere else at.program],
                cwd=at.tmp if given.elsewhere else at.home,
                env=environment | {"INTERLEAVE_KEEPER": str(keeper.theirs)},
                stdin=opened.writing if opened.output == "terminal" else subprocess.DEVNULL,
                stdout=opened.writing,
                stderr=opened.writing,
                start_new_session=True,
                pass_fds=(keeper.theirs,),
            )
        watch = Watch(process, processes, opened, keeper, notes, limits, start)
        with sampling(processes) if trace else nullcontext(Samples()) as samples:
            try:
                opened.close_writing()
                keeper.close_theirs()
                watch.follow(at.home)
                watch.settle()
            finally:
                watch.end()
        lines, whole = watch.output.lines()
        transcript = Transcript(
            lines, watch.exit, processes.started, whole, keeper.program or process.pid, watch.hangs, began
        )
        gil = not python.build.free_threaded
        traced = assemble(at.trace, start, transcript, samples, cores=cores(), gil=gil) if trace else None
        circumstance = Circumstance(python.build, start_method, opened.output, buffered, shake is not None, setup)
        return Run(transcript, circumstance, watch.seconds, keeper.fenced, tuple(watch.trouble), traced)
