"""Follows a program from its start until all its processes have ended, and says what was wrong with the run."""

from __future__ import annotations

import os
import selectors
import signal
import subprocess
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Self

import psutil

from interleave.run.asking import QUESTION, Stack, answers, can_answer
from interleave.run.console import Captured, Console
from interleave.run.processes import Processes, is_stopped, named, program_of

if TYPE_CHECKING:
    from pathlib import Path

    from interleave.run.keeper import Keeper
    from interleave.run.limits import Limits
    from interleave.run.notes import Notes

_LOOKING = 0.03  # seconds from one search for new processes to the next
_PATIENCE = 3  # times the time limit is what a run may have on top of it while it waits for a core
_GLANCING = 0.002  # seconds from one reading to the next while no process has the program's terminal open
_READS = 64  # readings before the time limit is checked again
_ANSWER = 2.0  # seconds for one process to begin to print its stacks, on a busy machine
_PAUSE = 0.1  # seconds without output after which its stacks are complete
_ASKED = 8  # processes whose stacks are asked for, at most
_REAPING = 5.0  # seconds to wait for the end of a killed process


class Watch:
    """Follows one program.

    `output` is what it wrote, `seconds` how long it ran, `trouble` one line for each thing that a good run does not
    have, the verdict first. `hangs` is that of the transcript.
    """

    def __init__(
        self,
        process: subprocess.Popen[bytes],
        processes: Processes,
        opened: Console,
        keeper: Keeper,
        notes: Notes,
        limits: Limits,
        start: float,
    ) -> None:
        """`process` is the run's first, which becomes the keeper; `start` is in seconds on the monotonic clock."""
        self.output = Captured(limits.output)
        self.seconds = 0.0
        self.trouble: list[str] = []
        self.hangs: tuple[str, ...] = ()
        self._process = process
        self._keeping = psutil.Process(process.pid)
        self._processes = processes
        self._console = opened
        self._keeper = keeper
        self._notes = notes
        self._limits = limits
        self._start = start
        self._done = (0, 0.0)  # bytes printed, and seconds of processor time used, at `_active`
        self._active = start
        self._ready = 0.0  # seconds in which a thread of the run was ready to go on
        processes.kept_by(process.pid)

    @property
    def exit(self) -> int:
        """The program's exit status, negative for a signal."""
        return self._process.returncode if self._keeper.exit is None else self._keeper.exit

    def follow(self, home: Path) -> None:
        """Read the output of the program in the directory `home` until it has ended or a limit is reached."""
        looked = self._start
        look = looked + _LOOKING
        with _Waiting(self._console, self._keeper) as waiting:
            while True:
                self._read()
                self._listen()
                now = time.monotonic()
                self.seconds = now - self._start
                if self._keeper.exit is not None or not self._keeper.open:
                    return
                if self.output.full:
                    self._too_much()
                    return
                if now >= look and self._keeper.program is not None:
                    self._processes.look()
                    if self._is_excessive() or self._is_stuck():
                        return
                    ready = self._processes.are_ready()
                    self._ready += (now - looked) * ready
                    looked = now
                    if self._is_hanging(now, ready=ready):
                        self._too_long(home)
                        return
                    look = time.monotonic() + _LOOKING
                if now >= (until := self._until()):
                    self._too_long(home)
                    return
                waiting.wait(min(until, look) - now)

    def settle(self) -> None:
        """Wait for the run's other processes to end, read the rest of the output, and name those that are left."""
        if self.trouble or self.hangs or self._is_alone():
            return  # `end` kills all
        until = time.monotonic() + self._limits.grace
        pause = 0.0005
        while not self.output.full:
            left = self._processes.alive()
            self._read()  # after looking: what has ended has written everything
            if self._is_excessive():
                return
            if not left and not self._console.open:
                return
            if time.monotonic() >= until:
                self._left(left)
                return
            time.sleep(pause)
            pause = min(pause * 1.5, 0.01)
        self._too_much()

    def end(self) -> None:
        """Kill what is left of the run, and complete its trouble."""
        self._listen()
        if self._keeper.program is None:
            self._process.kill()  # the program has not begun
        for each in self._processes.end():
            self.trouble.append(f"could not be ended: {named(each)}")
        if is_stopped(self._keeping):
            self._process.send_signal(signal.SIGCONT)
        self._keeper.finish(_REAPING)
        self._process.kill()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_REAPING)
        if not self.hangs:  # else stacks come, which are no output
            self._read()
        self._judge()

    def _listen(self) -> None:
        self._keeper.listen()
        if self._keeper.program is not None:
            self._processes.add(self._keeper.program)

    def _is_alone(self) -> bool:
        """Whether the keeper has ended before the program."""
        if self._keeper.program is None or self._keeper.exit is not None:
            return False
        self.trouble.append("sent its parent SIGKILL")
        return True

    def _is_excessive(self) -> bool:
        """Whether the run has taken more than it may."""
        limits = self._limits
        if self._notes.too_many or len(self._processes.ids) > limits.processes:
            self.trouble.append(f"started more than {limits.processes:,} processes; ended by SIGKILL")
        elif self._processes.memory(limits.memory) > limits.memory:
            self.trouble.append(f"used more than {limits.memory:,} bytes of memory; ended by SIGKILL")
        return bool(self.trouble)

    def _is_stuck(self) -> bool:
        """Whether the keeper or all of the run's processes are stopped by a signal."""
        if is_stopped(self._keeping):
            self.trouble.append("sent its parent SIGSTOP")
            return True
        alive = self._processes.alive()
        runs = any(each.pid == self._keeper.program for each in alive)  # else the keeper is about to tell how it ended
        if runs and all(is_stopped(each) for each in alive):
            self.trouble += [f"stopped for good: {named(each)}; ended by SIGKILL" for each in alive]
        return bool(self.trouble)

    def _until(self) -> float:
        """Give when the run's time is over, without what it waited for a core that a busy machine did not give it.

        It is no more than an estimate: threads are looked at now and then, and what ended processes used is not known.
        """
        limit = self._limits.seconds
        waited = self._ready - self._processes.seconds() if self.seconds >= limit else 0.0
        return self._start + limit + min(max(waited, 0.0), _PATIENCE * limit)

    def _is_hanging(self, now: float, *, ready: bool) -> bool:
        """Whether the program need not end, and does nothing any more or computes without end."""
        if self._limits.hangs is None:
            return False
        done = self.output.size, self._processes.seconds()
        if done != self._done or self._keeper.program is None or ready:
            self._done, self._active = done, now
        return max(now - self._active, done[1]) >= self._limits.hangs

    def _judge(self) -> None:
        """Add to the trouble what is known only at the end, unless it follows from what is known already."""
        semaphores = self._notes.clear_semaphores()
        if not self.trouble:
            self.trouble += [f"left behind: {what}" for what in [*self._keeper.left, *semaphores] if not self.hangs]
            self.trouble += [f"sent its parent {signal.Signals(number).name}" for number in self._keeper.signals]
            if self._console.translates:
                self.trouble.append(r"set its terminal to write \r\n for \n")
            flaw = self.output.flaw()
            self.trouble += [flaw] if flaw else []
        if self._notes.signalled_all:
            self.trouble.insert(0, "tried to signal every process there is")

    def _left(self, left: list[psutil.Process]) -> None:
        """Name the processes that the program left behind."""
        if not left:
            self._processes.add_holders(self._console.identity)
            left = self._processes.alive()
        self.trouble += [f"left behind: {named(each)}{', stopped' * is_stopped(each)}" for each in left]
        if not left:
            self.trouble.append("left behind: something unknown that holds the program's terminal")

    def _too_much(self) -> None:
        self.trouble.append(f"printed more than {self._limits.output:,} bytes; ended by SIGKILL")

    def _too_long(self, home: Path) -> None:
        """Say that the time is over, and where the program's Python processes are."""
        after = f"after {self._limits.seconds:g} s"
        alive = self._processes.alive()
        stacks = {each: self._stacks(each, home) for each in alive[:_ASKED]}
        if self._limits.hangs is not None:
            told = [stack.place(program_of(each)) for each, said in stacks.items() for stack in said if stack.own]
            self.hangs = tuple(told) or ("",)
            return
        stopped = [each for each in alive if is_stopped(each)]
        self.trouble += [f"still stopped {after}: {named(each)}; ended by SIGKILL" for each in stopped]
        if not stopped:
            self.trouble.append(f"still running {after}; ended by SIGKILL")
        self.trouble += [f"process {each.pid}, {stack}" for each, said in stacks.items() for stack in said]

    def _stacks(self, process: psutil.Process, home: Path) -> list[Stack]:
        """Ask a process where its threads stand; nothing if it cannot answer. The main thread comes first."""
        asked = process.pid in self._processes.reported and not is_stopped(process) and can_answer(process.pid)
        if QUESTION is None or not asked:
            return []
        with suppress(OSError):
            os.kill(process.pid, QUESTION)
        return list(answers(self._answer(), os.fspath(home)))[::-1]

    def _answer(self) -> str:
        """Return what a process prints upon the signal."""
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
        """Add what has arrived to the output."""
        for _ in range(_READS):
            asked = time.monotonic() - self._start
            if self.output.full or not (data := self._console.read()):
                self.output.nothing = asked
                return
            self.output.add(data, time.monotonic() - self._start)


# On macOS neither kqueue nor poll works with every terminal.
_Selector = selectors.PollSelector if sys.platform == "linux" else selectors.SelectSelector


class _Waiting:
    """Waits for output and for the keeper."""

    def __init__(self, opened: Console, keeper: Keeper) -> None:
        self._console = opened
        self._selector = _Selector()
        self._listening = False
        self._selector.register(keeper.ours, selectors.EVENT_READ)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._selector.close()

    def wait(self, seconds: float) -> None:
        """Wait until there is output or something from the keeper to read, `seconds` at most."""
        if self._console.open != self._listening:  # a closed terminal would be ready all the time
            if self._console.open:
                self._selector.register(self._console.reading, selectors.EVENT_READ)
            else:
                self._selector.unregister(self._console.reading)
            self._listening = self._console.open
        if not self._listening:
            seconds = min(seconds, _GLANCING)
        self._selector.select(seconds)
