"""Guards the machine against accidents of the Python processes of a run, and tells the run of them.

Who writes outside the run's directories or signals every process there is gets a PermissionError; who starts more
processes than a run may is killed. This holds against mistakes, not against malice: a program that means to can get
around it. (Where the kernel can forbid the same, it does: see interleave/run/confinement.py.)

It also notes the shared memory that a process uses and gives `multiprocessing`'s semaphores names by which the run
knows its own.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # `typing` would take its time
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_SHARED = "/dev/shm/"  # where Linux keeps shared memory  # noqa: S108
_DEVICES = frozenset({"/dev/full", "/dev/null", "/dev/ptmx", "/dev/tty", "/dev/zero"})
_HARMLESS = ("/dev/pts/", "/dev/fd/", "/proc/self/fd/")
_RECORD = 8  # bytes of one process in the file of ids
_MOST_SAID = 50

# What else changes files: for each event, the positions of a path and of the directory that it is relative to.
_NAMED = {
    "os.link": ((1, 3),),
    "os.mkdir": ((0, 2),),
    "os.remove": ((0, 1),),
    "os.rename": ((0, 2), (1, 3)),
    "os.rmdir": ((0, 1),),
    "os.symlink": ((1, 2),),
    "shutil.rmtree": ((0, 1),),
}
# The same, where a link stands for what it leads to.
_FOLLOWED = {
    "os.chmod": ((0, 2),),
    "os.chown": ((0, 3),),
    "os.removexattr": ((0, None),),
    "os.setxattr": ((0, None),),
    "os.truncate": ((0, None),),
    "os.utime": ((0, 3),),
}


def guard(ids: str, most: int, prefix: str) -> None:
    """Begin to guard this process and those that it forks.

    `ids` is the file in which the run's processes write their ids; beside it are the file for what is noted and the
    directories that the run may write in. `most` is how many processes a run may start, `prefix` what the names of its
    semaphores begin with.
    """
    watched = _Guard(ids, most, prefix).watched().get
    ending = sys.is_finalizing  # modules are torn down then

    def hook(event: str, args: tuple[Any, ...]) -> None:
        watch = watched(event)
        if watch is not None and not ending():
            watch(*args)

    sys.addaudithook(hook)


class _Guard:
    def __init__(self, ids: str, most: int, prefix: str) -> None:
        base = os.path.dirname(ids)
        self._ids = ids
        self._notes = base + "/notes"
        self._own = (ids, self._notes, base + "/trace")
        self._roots = (base + "/run", base + "/tmp")  # noqa: S108
        self._within = tuple(root + "/" for root in self._roots)
        self._most = most
        self._prefix = prefix
        self._said: set[str] = set()

    def watched(self) -> dict[str, Callable[..., None]]:
        """Give what watches each event."""
        return {
            "import": self._imports,
            "mmap.__new__": self._maps,
            "open": self._opens,
            "os.fork": self._forks,
            "os.forkpty": self._forks,
            "os.kill": self._kills,
            "os.killpg": self._kills_group,
            "socket.bind": self._binds,
            **{event: self._writes(paths, _named) for event, paths in _NAMED.items()},
            **{event: self._writes(paths, os.path.realpath) for event, paths in _FOLLOWED.items()},
        }

    def _opens(self, path: object, _mode: object, flags: int) -> None:
        if flags & _WRITING and path not in self._own:
            self._write(path, None, os.path.realpath)

    def _writes(self, paths: tuple[tuple[int, int | None], ...], real: Callable[[str], str]) -> Callable[..., None]:
        def writes(*args: Any) -> None:
            for path, folder in paths:
                self._write(args[path], None if folder is None or folder >= len(args) else args[folder], real)

        return writes

    def _binds(self, _socket: object, address: object) -> None:
        if isinstance(address, (str, bytes)) and address[:1] not in ("", "\0", b"", b"\0"):
            self._write(address, None, _named)

    def _write(self, path: object, folder: int | None, real: Callable[[str], str]) -> None:
        if not isinstance(path, (str, bytes, os.PathLike)):
            return  # an open file
        name = os.fsdecode(path)
        if folder is not None and folder >= 0 and not name.startswith("/"):
            if sys.platform != "linux":
                return  # it cannot be known; whoever removes a tree begins with a path
            name = os.readlink(f"/proc/self/fd/{folder}") + f"/{name}"
        if name.startswith(_HARMLESS) or (place := real(name)) in _DEVICES or place.startswith(_HARMLESS):
            return
        if place in self._roots or place.startswith(self._within):
            return
        if place.startswith(_SHARED):
            self._say("memory " + place)
            return
        if place.startswith("/proc/") and "/fd/" in place:
            return  # an open file, by its name
        self._say("outside " + place)
        raise PermissionError(13, "a run may not write outside its directory", name)

    def _maps(self, file: int, *_: object) -> None:
        if file < 0 or sys.platform != "linux":
            return
        try:
            place = os.readlink(f"/proc/self/fd/{file}")
        except OSError:
            return
        if place.startswith(_SHARED) and not place.endswith(" (deleted)"):
            self._say("memory " + place)

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
            self._say("processes")
            os.kill(os.getpid(), 9)

    def _kills(self, process: int, _signal: int) -> None:
        if process == -1:
            self._say("everybody")
            raise PermissionError(1, "a run may not signal every process there is")

    def _kills_group(self, group: int, _signal: int) -> None:
        self._kills(-group, _signal)  # group 1 is how the C library says all

    def _say(self, what: str) -> None:
        if what not in self._said and len(self._said) < _MOST_SAID:
            self._said.add(what)
            _append(self._notes, os.fsencode(what.replace("\n", "?")) + b"\n")


def _append(path: str, data: bytes) -> None:
    try:
        file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CLOEXEC)
    except OSError:
        return
    try:
        os.write(file, data)
    finally:
        os.close(file)


def _named(path: str) -> str:
    """Give the real path of a name itself, be it a link or not."""
    folder, name = os.path.split(path.rstrip("/"))
    if name in ("", ".", ".."):
        return os.path.realpath(path)
    return os.path.join(os.path.realpath(folder), name)
