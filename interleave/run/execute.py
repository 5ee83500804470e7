"""Execute a program once, watched from its start until nothing of it is left."""

from __future__ import annotations

import os
import secrets
import selectors
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from interleave.run.asking import QUESTION, answers
from interleave.run.console import Console, Output, console
from interleave.run.processes import Processes, named
from interleave.run.python import Interpreter, interpreter
from interleave.run.surroundings import Place, environment_at, place
from interleave.transcript import Transcript

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import psutil

_LOOKING = 0.03  # seconds from one look for new processes to the next
_GLANCING = 0.002  # seconds from one look at a program to the next, where the system does not tell of its end
_READS = 64  # at a stretch, so that endless output cannot hide that the time is over
_ANSWER = 0.25  # seconds for one process to say where it stands
_PAUSE = 0.03  # seconds of silence after an answer
_ASKED = 8  # processes at most
_REAPING = 5.0  # seconds for a killed program to be gone


@dataclass(frozen=True, slots=True)
class Limits:
    """What one run may take.

    `seconds` for the program itself; `output` in bytes; `grace` in seconds, after the program's end, for what
    serves it to end too (the resource tracker and the fork server of `multiprocessing` do so by themselves).
    """

    seconds: float = 10.0
    output: int = 1_000_000
    grace: float = 2.0


_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Run:
    """One execution of a program.

    `start_method` is the one that was forced, None if none was. `seconds` is how long the program ran. `trouble`
    has a plain line for each thing that no good run has: a limit reached, a process left behind.
    """

    transcript: Transcript
    interpreter: Interpreter
    start_method: str | None
    seconds: float
    trouble: tuple[str, ...]


def run(
    program: Path,
    *,
    python: Interpreter | None = None,
    files: Sequence[Path] = (),
    start_method: str | None = None,
    limits: Limits = _LIMITS,
    terminal: bool = True,
) -> Run:
    """Execute `program` once and say what it did.

    It is copied into a fresh directory together with `files`, by their names, and run there as `python NAME.py` in its
    own session, on its own terminal (on a pipe if `terminal` is false or the system has none to give), with a fixed
    environment. Nobody types: reading its standard input ends at once, as at the end of a file. `python` is
    this one if not given. `start_method` becomes the default of `multiprocessing`, in child processes too; the
    program may still set another.

    Nothing of the program is left when this returns or raises: neither a process nor a file. Any number of runs
    may go on at once in different threads.

    Raises ValueError for a start method that `python` does not have and for two files of the same name, OSError for
    a file that cannot be copied, InterpreterError if this Python cannot be asked what it is.
    """
    python = python or interpreter()
    if start_method is not None and start_method not in python.start_methods:
        msg = f"{python.path} has no start method {start_method!r}, only {', '.join(python.start_methods)}"
        raise ValueError(msg)
    mark = secrets.token_hex(8)
    with place(program, files) as at, console(terminal=terminal) as opened:
        processes = Processes(at, mark)
        start = time.monotonic()
        process = subprocess.Popen(
            [*opened.command, python.path, at.program],
            cwd=at.home,
            env=environment_at(python.path, at, mark, start_method),
            stdin=opened.writing if opened.command else subprocess.DEVNULL,
            stdout=opened.writing,
            stderr=opened.writing,
            start_new_session=True,
        )
        watch = _Watch(process, processes, opened, limits, start)
        try:
            opened.let_go()
            watch.follow(at)
            watch.settle()
        finally:
            watch.end()
        lines, whole = watch.output.lines()
        transcript = Transcript(lines, exit=process.returncode, pids=processes.ids, whole=whole, program=process.pid)
        return Run(transcript, python, start_method, watch.seconds, tuple(watch.trouble))


class _Watch:
    """Watches one program."""

    def __init__(
        self,
        process: subprocess.Popen[bytes],
        processes: Processes,
        opened: Console,
        limits: Limits,
        start: float,
    ) -> None:
        """Begin at `start` on the monotonic clock."""
        self.output = Output(limits.output)
        self.seconds = 0.0
        self.trouble: list[str] = []
        self._process = process
        self._processes = processes
        self._console = opened
        self._limits = limits
        self._start = start
        processes.started(process.pid)

    def follow(self, at: Place) -> None:
        """Read what the program writes until it has ended or a limit is reached."""
        until = self._start + self._limits.seconds
        look = self._start + _LOOKING
        with _Waiting(self._console, self._process.pid) as waiting:
            while True:
                self._read()
                ended = self._process.poll() is not None
                now = time.monotonic()
                self.seconds = now - self._start
                if ended:
                    return
                if self.output.full:
                    self._too_much()
                    return
                if now >= until:
                    self._too_long(at)
                    return
                if now >= look:
                    self._processes.look()
                    look = time.monotonic() + _LOOKING
                waiting.wait(min(until, look) - now)

    def settle(self) -> None:
        """Wait for what else belongs to the run to end, read the rest, and name what is left."""
        if self._process.returncode is None:
            return  # a limit was reached: all of it is ended
        until = time.monotonic() + self._limits.grace
        pause = 0.0005
        while not self.output.full:
            left = self._processes.alive()
            self._read()  # after looking: what is gone has written everything
            if not left and not self._console.open:
                return
            if time.monotonic() >= until:
                self._left(left)
                return
            time.sleep(pause)
            pause = min(pause * 1.5, 0.01)
        self._too_much()

    def end(self) -> None:
        """End what is left of the run."""
        for each in self._processes.end():
            self.trouble.append(f"could not be ended: {named(each)}")
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_REAPING)
        self._read()

    def _left(self, left: list[psutil.Process]) -> None:
        if not left:
            self._processes.holders(self._console.identity)
            left = self._processes.alive()
        self.trouble += [f"left behind: {named(each)}" for each in left]
        if not left:
            self.trouble.append("left behind: something unknown that holds the program's terminal")

    def _too_much(self) -> None:
        self.trouble.append(f"printed more than {self._limits.output:,} bytes; ended by SIGKILL")

    def _too_long(self, at: Place) -> None:
        self.trouble.append(f"still running after {self._limits.seconds:g} s; ended by SIGKILL")
        if QUESTION is None:
            return
        home = os.fspath(at.home)
        known = set(self._processes.reported)
        asked = [each for each in self._processes.alive() if each.pid in known]
        for each in asked[:_ASKED]:
            with suppress(OSError):
                os.kill(each.pid, QUESTION)  # seen alive just now
            self.trouble += answers(self._answer(), each.pid, home)

    def _answer(self) -> str:
        said = b""
        until = time.monotonic() + _ANSWER
        while self._console.open and (wait := until - time.monotonic()) > 0 and len(said) < self._limits.output:
            with _Selector() as ready:
                ready.register(self._console.reading, selectors.EVENT_READ)
                if not ready.select(min(wait, _PAUSE) if said else wait):
                    break
            said += self._console.read()
        return said.decode(errors="replace")

    def _read(self) -> None:
        """Take what has arrived."""
        for _ in range(_READS):
            if self.output.full or not (data := self._console.read()):
                return
            self.output.add(data, time.monotonic() - self._start)


# What waits for a terminal: on macOS neither kqueue nor poll always do.
_Selector = selectors.PollSelector if sys.platform == "linux" else selectors.SelectSelector


class _Waiting:
    """Waits for output and for a program's end."""

    def __init__(self, opened: Console, pid: int) -> None:
        self._console = opened
        self._selector = _Selector()
        self._listening = False
        self._end = _end_of(pid)
        if self._end is not None:
            self._selector.register(self._end, selectors.EVENT_READ)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._selector.close()
        if self._end is not None:
            os.close(self._end)

    def wait(self, seconds: float) -> None:
        """Wait until there is something to read, or the program has ended, or the time has passed."""
        if self._console.open != self._listening:  # a closed terminal would be ready all the time
            if self._console.open:
                self._selector.register(self._console.reading, selectors.EVENT_READ)
            else:
                self._selector.unregister(self._console.reading)
            self._listening = self._console.open
        if self._end is None or not self._listening:
            seconds = min(seconds, _GLANCING)
        self._selector.select(seconds)


def _end_of(pid: int) -> int | None:
    """Give a file descriptor that becomes ready when a process ends, None where there is no such thing."""
    if sys.platform == "linux":
        with suppress(OSError):
            return os.pidfd_open(pid)
    return None
