"""Finds the processes of one run, tells which still run, and kills them."""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

from interleave.run.console import identity

if TYPE_CHECKING:
    from interleave.run.surroundings import Place

_ENDING = 5.0  # seconds to wait for the end of killed processes
_LONGEST_NAME = 100


class Processes:
    """The processes of one run, without the keeper.

    Python processes write down their ids (see `inside/sitecustomize.py`). Others are found by `look`: by their session,
    working directory, environment and parents. A process that is not Python and ends between two looks stays unknown.
    On Linux no running process does: all of them descend from the keeper.
    """

    def __init__(self, at: Place, mark: str) -> None:
        """Note what is running before the program is started."""
        self._at = at
        self._homes = {_file(at.home), _file(at.tmp)}
        self._mark = f"INTERLEAVE_RUN={mark}".encode()
        self._keeper = 0
        self._ids: set[int] = set()
        self._members: dict[int, psutil.Process] = {}
        self._strangers = set(psutil.pids())

    def kept_by(self, keeper: int) -> None:
        """Set the process id of the keeper, which is also the id of the run's session."""
        self._keeper = keeper

    def add(self, pid: int) -> None:
        """Add a process to those of the run."""
        self._ids.add(pid)
        with suppress(psutil.Error):
            self._members[pid] = psutil.Process(pid)
        self._strangers.discard(pid)

    @property
    def ids(self) -> frozenset[int]:
        """The ids of all processes of the run that were found, also of those that have ended."""
        return frozenset(self._ids)

    @property
    def started(self) -> frozenset[int]:
        """The ids of those that the program started, and its own: not those of the helpers of `multiprocessing`."""
        return frozenset(self._ids.difference(-number for number in self._written if number < 0))

    @property
    def reported(self) -> list[int]:
        """The ids that the run's Python processes wrote down, in the order in which they started."""
        return [abs(number) for number in self._written]

    @property
    def _written(self) -> list[int]:
        """What is in the file of ids: those of `multiprocessing`'s helpers are below zero."""
        with suppress(OSError, ValueError):
            return [int(line) for line in self._at.report.read_bytes().split()]
        return []  # the program may have removed it

    def look(self) -> None:
        """Find processes of the run that are not known yet."""
        reported = self.reported
        self._ids.update(reported)
        for pid in self._descendants():
            self.add(pid)
        running = set(psutil.pids())
        self._strangers &= running
        for pid in sorted((running - self._strangers).union(reported) - self._members.keys() - {self._keeper}):
            if self._belongs(pid):
                self.add(pid)
            else:
                self._strangers.add(pid)

    def alive(self) -> list[psutil.Process]:
        """Return the processes of the run that still run. Looks for new ones if all known ones have ended."""
        known = self._alive()
        if known:
            return known
        self.look()
        return self._alive()

    def add_holders(self, of: tuple[int, int, int]) -> None:
        """Add the processes that have the program's end of the console open (Linux only); `of` is its identity."""
        if sys.platform != "linux":
            return
        own = os.getpid()
        for pid in sorted(set(psutil.pids()) - self._members.keys()):
            with suppress(OSError, psutil.Error):
                for entry in os.scandir(f"/proc/{pid}/fd"):
                    if pid != own and identity(entry.stat()) == of and psutil.Process(pid).ppid() != own:
                        self.add(pid)
                        break

    def memory(self, most: int) -> int:
        """Return how many bytes of memory the run's processes use. If above `most`, shared memory is counted once."""
        held = sum(_held(process) for process in self._members.values())
        if held > most and sys.platform == "linux":
            held = sum(_held(process, shared=True) for process in self._members.values())
        return held

    def seconds(self) -> float:
        """Return how many seconds of processor time the run's processes have used, without those that have ended."""
        return sum(map(_used, self._members.values()))

    def are_ready(self) -> bool:
        """Tell whether a thread of the run's processes is on a processor, or waits for one or for a disk (on Linux)."""
        return any(map(_is_ready, self._members))

    def end(self) -> list[psutil.Process]:
        """Kill all processes of the run and return those that still run after 5 seconds."""
        until = time.monotonic() + _ENDING
        while alive := self._stopped(until):
            for process in alive:
                with suppress(psutil.Error):
                    process.kill()  # psutil raises an error if the id is another process's by now
            if time.monotonic() > until:
                return alive
            time.sleep(0.001)
        return []

    def _stopped(self, until: float) -> list[psutil.Process]:
        """Stop all processes of the run and return them. A stopped process starts no other, so none is missed."""
        stopped: set[psutil.Process] = set()
        self.look()
        while (running := set(self._alive()) - stopped) and time.monotonic() < until:
            for process in running:
                with suppress(psutil.Error):
                    process.suspend()
            stopped |= running
            self.look()
        return self._alive()

    def _alive(self) -> list[psutil.Process]:
        alive = [process for process in self._members.values() if _runs(process)]
        self._members = {process.pid: process for process in alive}
        return alive

    def _belongs(self, pid: int) -> bool:
        """Whether a process is in the run's session or has its directory, its environment or a parent of the run's."""
        try:
            if os.getsid(pid) == self._keeper:
                return True
        except PermissionError:
            pass
        except OSError:
            return False
        return self._is_here(pid) or self._is_marked(pid) or self._descends(pid)

    def _descendants(self) -> list[int]:
        """Return the ids of the keeper's descendants that are not known yet (Linux only)."""
        found: list[int] = []
        parents = [self._keeper] if sys.platform == "linux" and self._keeper else []
        while parents:
            children = _children(parents.pop())
            found += children
            parents += children
        return [pid for pid in found if pid not in self._members]

    def _is_here(self, pid: int) -> bool:
        with suppress(OSError, psutil.Error):
            # Not by its name: a process in another mount namespace has other names for the same directory.
            at = f"/proc/{pid}/cwd" if sys.platform == "linux" else psutil.Process(pid).cwd()
            return _file(Path(at)) in self._homes
        return False

    def _is_marked(self, pid: int) -> bool:
        with suppress(OSError, psutil.Error):
            if sys.platform == "linux":  # psutil would take ten times as long
                marked = self._mark in Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
            else:
                key, _, value = self._mark.decode().partition("=")
                marked = psutil.Process(pid).environ().get(key) == value
            return marked
        return False

    def _descends(self, pid: int) -> bool:
        with suppress(psutil.Error):
            return psutil.Process(pid).ppid() in self._members
        return False


def _file(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_dev, status.st_ino


def _children(pid: int) -> list[int]:
    """Return the ids of a process's children: those of all its threads (Linux only)."""
    children: list[int] = []
    with suppress(OSError):
        for thread in Path(f"/proc/{pid}/task").iterdir():
            with suppress(OSError):
                children += map(int, (thread / "children").read_bytes().split())
    return children


def _held(process: psutil.Process, *, shared: bool = False) -> int:
    """Return how many bytes of memory a process uses; with `shared`, only its part of memory that it shares."""
    with suppress(psutil.Error):
        return int(process.memory_full_info().pss if shared else process.memory_info().rss)
    return 0


def _used(process: psutil.Process) -> float:
    """Return how many seconds of processor time a process has used."""
    with suppress(psutil.Error):
        times = process.cpu_times()
        return float(times.user + times.system)
    return 0.0


def _is_ready(pid: int) -> bool:
    """Tell whether a thread of a process is on a processor, or waits for one or for a disk (Linux only)."""
    with suppress(OSError):  # it may end meanwhile
        for thread in Path(f"/proc/{pid}/task").iterdir():
            with suppress(OSError):
                state = (thread / "stat").read_bytes()
                if state.rpartition(b") ")[2][:1] in b"RD":
                    return True
    return False


def is_stopped(process: psutil.Process) -> bool:
    """Tell whether a signal stopped a process."""
    with suppress(psutil.Error):
        return bool(process.status() == psutil.STATUS_STOPPED)
    return False


def _runs(process: psutil.Process) -> bool:
    """Tell whether a process exists and is no zombie."""
    try:
        return process.is_running() and process.status() not in {psutil.STATUS_ZOMBIE, psutil.STATUS_DEAD}
    except psutil.NoSuchProcess:
        return False
    except psutil.Error:
        return True


def program_of(process: psutil.Process) -> str:
    """Return the name of what a process executes, "python3.15" or the like."""
    with suppress(psutil.Error):
        return process.name()
    return ""


def named(process: psutil.Process) -> str:
    """Return a process's id and its command, for a message."""
    command = ""
    with suppress(psutil.Error):
        command = " ".join(" ".join(process.cmdline()).split()) or process.name()
    if len(command) > _LONGEST_NAME:
        command = command[: _LONGEST_NAME - 1] + "…"
    return f"{process.pid} {command}".rstrip()
