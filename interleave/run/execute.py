"""Execute a program once, watched from its start until nothing of it is left."""

from __future__ import annotations

import secrets
import subprocess
import time
from contextlib import nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING

from interleave.circumstance import Circumstance
from interleave.run.confinement import confined
from interleave.run.console import console
from interleave.run.keeper import Keeper
from interleave.run.limits import Limits
from interleave.run.load import load
from interleave.run.notes import Notes
from interleave.run.processes import Processes
from interleave.run.python import Interpreter, interpreter
from interleave.run.sampling import Samples, sampling
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

    `circumstance` is under what it ran; its start method is the one that was forced, None if none was. `seconds` is how
    long the program ran. `trouble` has a plain line for each thing that no good run has: a limit reached, a process
    left behind. The first is the verdict, the others say more. `trace` is there if it was asked for.
    """

    transcript: Transcript
    circumstance: Circumstance
    seconds: float
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
    shake: Shake | None = None,
    trace: bool = False,
) -> Run:
    """Execute `program` once and say what it did.

    It is copied into a fresh directory together with `files`, by their names, and run there as `python NAME.py` in its
    own session, on its own terminal or on a pipe (`output`; on a pipe where the system has no terminal to give), with a
    fixed environment, which has PYTHONUNBUFFERED unless `buffered`. Nobody types: reading its standard input ends at
    once, as at the end of a file. `python` is this one if not given. `start_method` becomes the default of
    `multiprocessing`, in child processes too; the program may still set another. `shake` disturbs the run, `trace`
    notes what its processes, threads and tasks do.

    The program's parent is a keeper (see `inside/keeping.py`) and not who calls this. Nothing of the program is left
    when this returns or raises: neither a process nor a file nor shared memory. Any number of runs may go on at once
    in different threads.

    Raises ValueError for a start method that `python` does not have and for two files of the same name, OSError for
    a file that cannot be copied, InterpreterError if this Python cannot be asked what it is, TraceError if the tracing
    failed.
    """
    python = python or interpreter()
    if start_method is not None and start_method not in python.start_methods:
        msg = f"{python.path} has no start method {start_method!r}, only {', '.join(python.start_methods)}"
        raise ValueError(msg)
    mark = secrets.token_hex(8)
    beside = load(shake.load, shake.core, limits.seconds) if shake else nullcontext()
    with place(program, files) as at, console(terminal=output == "terminal") as opened, Keeper() as keeper, beside:
        processes, notes = Processes(at, mark), Notes(at)
        environment = environment_at(python.path, at, mark, start_method, limits.processes, shake, trace=trace)
        environment |= {} if buffered else {"PYTHONUNBUFFERED": "1"}
        start = time.monotonic()
        process = confined(
            lambda: subprocess.Popen(
                [python.path, at.program],
                cwd=at.home,
                env=environment | {"INTERLEAVE_KEEPER": str(keeper.said)},
                stdin=opened.writing if opened.terminal else subprocess.DEVNULL,
                stdout=opened.writing,
                stderr=opened.writing,
                start_new_session=True,
                pass_fds=(keeper.said,),
            ),
            writable=at.base if python.confinable else None,
        )
        watch = Watch(process, processes, opened, keeper, notes, limits, start)
        with sampling(processes) if trace else nullcontext(Samples()) as samples:
            try:
                opened.let_go()
                keeper.let_go()
                watch.follow(at.home)
                watch.settle()
            finally:
                watch.end()
        lines, whole = watch.output.lines()
        transcript = Transcript(
            lines, exit=watch.exit, pids=processes.ids, whole=whole, program=keeper.program or process.pid
        )
        traced = assemble(at.trace, start, transcript, samples) if trace else None
        circumstance = Circumstance(python.build, start_method, output, buffered, shaken=shake is not None)
        return Run(transcript, circumstance, watch.seconds, tuple(watch.trouble), traced)
