"""An audit hook that protects the machine from accidents of Python programs that the kernel's fence does not prevent.

It kills a process that is about to start more processes than a run may, and raises a PermissionError where a process
signals every process there is. It also gives `multiprocessing`'s semaphores names that begin with the run's own prefix,
so that the run can remove what is left of them. A program that means harm can evade all of this.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # `typing` would take its time
if TYPE_CHECKING:
    from typing import Any

_RECORD = 9  # bytes of one process in the file of ids
_MOST_NOTES = 50  # of one process


def guard(ids: str, most: int, prefix: str) -> None:
    """Install the hook in this process, and so in those that it forks.

    `ids` is the file in which the run's processes write their ids; the file for notes is beside it. `most` is how many
    processes a run may start, `prefix` what the names of its semaphores begin with.
    """
    watched = _Guard(ids, most, prefix).watched().get
    ending = sys.is_finalizing  # the interpreter clears its modules then

    def hook(event: str, args: tuple[Any, ...]) -> None:
        watch: Any = watched(event)
        if watch is not None and not ending():
            watch(*args)

    sys.addaudithook(hook)


class _Guard:
    def __init__(self, ids: str, most: int, prefix: str) -> None:
        self._ids = ids
        self._notes = os.path.dirname(ids) + "/notes"
        self._most = most
        self._prefix = prefix
        self._noted: set[str] = set()

    def watched(self) -> dict[str, object]:
        """Return the method for each event."""
        return {
            "import": self._imports,
            "os.fork": self._forks,
            "os.forkpty": self._forks,
            "os.kill": self._kills,
            "os.killpg": self._kills_group,
        }

    def _imports(self, name: str, *_: object) -> None:
        process = sys.modules.get("multiprocessing.process") if name == "_multiprocessing" else None
        if process is not None:
            process.current_process()._config["semprefix"] = self._prefix

    def _forks(self) -> None:
        try:
            started = os.stat(self._ids).st_size // _RECORD
        except OSError:
            return
        if started >= self._most:
            self._note("processes")
            os.kill(os.getpid(), 9)

    def _kills(self, process: int, _signal: int) -> None:
        if process == -1:
            self._note("everybody")
            raise PermissionError(1, "a run may not signal every process there is")

    def _kills_group(self, group: int, _signal: int) -> None:
        self._kills(-group, _signal)  # the C library takes group 1 for all processes

    def _note(self, what: str) -> None:
        if what in self._noted or len(self._noted) >= _MOST_NOTES:
            return
        self._noted.add(what)
        try:
            file = os.open(self._notes, os.O_WRONLY | os.O_APPEND | os.O_CLOEXEC)
        except OSError:
            return
        try:
            os.write(file, os.fsencode(what.replace("\n", "?")) + b"\n")
        finally:
            os.close(file)
