"""Notes when this process's threads and tasks call the program's own functions, wait, take locks and print.

`watching.py` calls the tracer for each event, `writing.py` for each write on the terminal. The tracer notes each in a
line of the run's file, at once, so that the notes of a killed process are complete: nanoseconds on the monotonic clock
and on the thread's own, which counts its processor time; process, thread, task, then what happened.
`interleave/run/tracing.py` reads them. A place at which too much happens to be drawn is noted as such, and
its further events are not noted.
"""

from __future__ import annotations

import os
import sys
from _thread import get_ident, get_native_id
from _weakref import ref
from time import monotonic_ns

from waiting import (  # type: ignore[import-not-found,unused-ignore]
    current_task,
    is_for_program,
    running_loop,
    scope,
    takes,
    wait_of,
)
from writing import identity  # type: ignore[import-not-found,unused-ignore]

try:
    from time import thread_time_ns
except ImportError:  # the system does not count it

    def thread_time_ns() -> int:
        """Say that it is not known."""
        return -1


TYPE_CHECKING = False  # `typing` would take its time
if TYPE_CHECKING:
    from types import CodeType, FrameType
    from typing import Any

_OFTEN = 400  # events at one place of the code
_WRITES = 4000  # writes on the terminal by one process
_LONG = 10_000  # characters of one write
_HIGH = 900  # file descriptors from here on are no program's
_COROUTINE = 0x80 | 0x200  # flags of code: coroutines and asynchronous generators


class _Track:
    """What a thread or task has begun and not ended.

    `calls` are the ids of the frames of the program's functions, `waits` frame id and kind of the library functions
    that wait, the outermost first. `awaits` tells whether it awaits, `known` whether its name is noted. `alive` is a
    weak reference to the task.
    """

    def __init__(self) -> None:
        self.calls: list[int] = []
        self.waits: list[tuple[int, str]] = []
        self.awaits = False
        self.known = False
        self.alive: object = None


class Tracer:
    """Notes events. Methods that return False ask for no further events of the same place in the code."""

    def __init__(self, file: str, home: str) -> None:
        """Write to `file`; the program lies in the directory `home`."""
        self._file = file
        self._home = home + "/"
        self._tracks: dict[tuple[int, str], _Track] = {}
        self._often: dict[object, int] = {}
        self._process = ""  # the process's name that was noted last
        self._writes = 0
        self._open()

    def _open(self) -> None:
        import fcntl

        low = os.open(self._file, os.O_WRONLY | os.O_APPEND | os.O_CLOEXEC)
        try:
            self._fd = fcntl.fcntl(low, fcntl.F_DUPFD_CLOEXEC, _HIGH)
        except OSError:
            self._fd = -1  # the limit of open files is lower: nothing is noted
        os.close(low)
        del sys.modules["fcntl"]
        self._write(0, "", "begin", os.path.basename(sys.argv[0]) if sys.argv[0] else "", identity(1))

    def in_child(self) -> None:
        """Forget, in a forked process, what its parent had begun."""
        self._tracks = {}
        self._process = ""
        self._write(0, "", "begin", "", identity(1))

    # Tracks

    def track(self) -> tuple[int, str, _Track]:
        """Return thread id and task name ("" outside of tasks) of the caller, and what it has begun."""
        thread = get_native_id()
        task = current_task()
        name = task.get_name() if task is not None else ""
        track = self._tracks.get((thread, name))
        if track is None:
            track = self._tracks[thread, name] = _Track()
            if task is not None:
                track.alive = ref(task, lambda _: self._write(thread, name, "gone", clock=False))
        if not track.known:
            track.known = bool(name) or self._introduce(thread)
        return thread, name, track

    def _introduce(self, thread: int) -> bool:
        """Note the names of the process and the current thread; return whether the thread's was known."""
        process = sys.modules.get("multiprocessing.process")
        me = getattr(process, "_current_process", None)
        if me is not None and me.name != self._process:
            self._process = me.name
            self._write(thread, "", "process", me.name, str(getattr(me, "_parent_pid", None) or ""))
        threading = sys.modules.get("threading")
        for each in list(getattr(threading, "_active", {}).values()):
            if each.ident == get_ident():  # a forked thread's native id may be its parent's
                self._write(thread, "", "thread", each.name)
                return True
        return False

    def broken(self, error: Exception) -> None:
        """Note that tracing failed; only the first failure is noted."""
        where = error.__traceback__
        while where is not None and where.tb_next is not None:
            where = where.tb_next
        line = where.tb_lineno if where is not None else 0
        if not self._often.get("broken"):
            self._often["broken"] = 1
            self._write(0, "", "broken", f"{type(error).__name__}: {error} (line {line} inside)")

    def _write(self, thread: int, task: str, *what: str, clock: bool = True) -> None:
        """Note an event. The clock is that of the thread that calls this: without it for an event of another's."""
        at = (str(monotonic_ns()), str(thread_time_ns() if clock else -1))
        line = "\t".join((*at, str(os.getpid()), str(thread), _plain(task), *map(_plain, what)))
        try:
            os.write(self._fd, line.encode("utf-8", "replace") + b"\n")
        except OSError:
            self._fd = -1  # the program closed it

    def _too_often(self, place: object, kind: str, name: str) -> bool:
        """Count an event at a place of the code; return whether there were too many. The first time, note it."""
        seen = self._often[place] = self._often.get(place, 0) + 1
        if seen == _OFTEN:
            self._write(get_native_id(), "", "often", kind, name)
        return seen >= _OFTEN

    def is_own(self, code: CodeType) -> bool:
        """Tell whether code is the program's own."""
        name = code.co_filename
        return name.startswith(self._home) or (not name.startswith(("/", "<")))

    # Events

    def written(self, stream: str, file: str, text: str) -> None:
        """The current thread writes a text on the terminal, or whatever file the stream has."""
        self._writes += 1
        if self._writes <= _WRITES and not sys.is_finalizing():
            thread, task, _ = self.track()
            self._write(thread, task, "write", stream, file, text[:_LONG])

    def call(self, code: CodeType, frame: FrameType) -> bool:
        """One of the program's functions begins."""
        name = code.co_name
        if name.startswith("<") and name != "<module>":
            return False
        thread, task, track = self.track()
        if self._too_often(code, "call", code.co_qualname):
            return False
        track.calls.append(id(frame))
        self._write(thread, task, "call", code.co_qualname)
        return True

    def returned(self, frame: FrameType) -> None:
        """One of the program's functions ends."""
        thread, task, track = self.track()
        if track.calls and track.calls[-1] == id(frame):
            track.calls.pop()
            self._write(thread, task, "return")

    def suspended(self, code: CodeType, frame: FrameType) -> None:
        """One of the program's coroutines awaits, or a generator yields."""
        if not code.co_flags & _COROUTINE:
            self.returned(frame)
            return
        thread, task, track = self.track()
        if task and not track.waits and not track.awaits:
            track.awaits = True
            self._write(thread, task, "wait", "await", "")

    def resumed(self, code: CodeType, frame: FrameType) -> None:
        """One of the program's coroutines or generators goes on."""
        if not code.co_flags & _COROUTINE:
            self.call(code, frame)
            return
        thread, task, track = self.track()
        if track.awaits:
            track.awaits = False
            self._write(thread, task, "ready")

    def begin_wait(self, kind: str, frame: FrameType) -> None:
        """A library function in which the program waits begins."""
        thread, task, track = self.track()
        if not track.waits and kind:
            name = self._name(frame.f_locals.get("self"), frame)
            if frame.f_code.co_qualname == "Condition.wait":
                self._write(thread, task, "give", name)
            self._write(thread, task, "wait", kind, name)
        track.waits.append((id(frame), kind))

    def end_wait(self, frame: FrameType, got: object) -> None:
        """A library function in which the program waits ends; it returned `got`, None if it raised an exception."""
        thread, task, track = self.track()
        if not track.waits or track.waits[-1][0] != id(frame):
            return
        _, kind = track.waits.pop()
        if track.waits or not kind:
            return
        self._write(thread, task, "ready")
        if takes(frame.f_code, got):
            self._taken(thread, task, frame.f_locals.get("self"), frame)

    def give(self, frame: FrameType) -> None:
        """A library function in which the program gives back a lock begins."""
        thread, task, track = self.track()
        if not track.waits:
            self._write(thread, task, "give", self._name(frame.f_locals.get("self"), frame))

    def before(self, called: Any, first: Any, frame: FrameType) -> bool:
        """A C function is about to be called in `frame`."""
        code = frame.f_code
        own = self.is_own(code)
        if called is print:
            if own:
                thread, task, _ = self.track()
                if self._too_often((code, frame.f_lasti), "print", ""):
                    return False
                self._write(thread, task, "print", first if type(first) is str else "")
            return own
        what, kind = self._wait(called, first, code)
        if not kind:
            return False
        thread, task, track = self.track()
        if track.waits:
            return True
        name = self._name(what, frame) if own and kind in ("lock", "unlock", "queue") else ""
        if self._too_often((code, frame.f_lasti), "lock" if kind == "unlock" else kind, name):
            return False
        if kind == "unlock":
            self._write(thread, task, "give", name)
        else:
            if kind == "io" and running_loop():
                kind = "await"
            self._write(thread, task, "wait", kind, name)
        return True

    def after(self, called: Any, first: Any, frame: FrameType, *, raised: bool) -> None:
        """A C function that was called in `frame` has returned, or raised an exception."""
        what, kind = self._wait(called, first, frame.f_code)
        if not kind or kind == "unlock":
            return
        thread, task, track = self.track()
        if not track.waits:
            self._write(thread, task, "ready")
            if kind == "lock" and not raised:
                self._taken(thread, task, what, frame)

    def _wait(self, called: Any, first: Any, code: CodeType) -> tuple[Any, str]:
        """Return what the program waits for when `code` calls a C function, and the kind of waiting, "" for none."""
        what, kind = wait_of(called, first)
        return what, kind if kind and (self.is_own(code) or is_for_program(what, kind, code)) else ""

    def _taken(self, thread: int, task: str, lock: Any, frame: FrameType) -> None:
        self._write(thread, task, "take", self._name(lock, frame), scope(lock))

    def _name(self, wanted: Any, frame: FrameType) -> str:
        """Return the name of the program's variable for a lock or queue (a global one if it has one), "" if none."""
        if wanted is None:
            return ""
        room = type(wanted).__module__
        if room in ("threading", "multiprocessing.context", "multiprocessing.process") and hasattr(
            wanted, "_bootstrap"
        ):
            return str(wanted.name)
        own = []
        at: FrameType | None = frame
        while at is not None:
            if self.is_own(at.f_code):
                own.append(at)
            at = at.f_back
        rooms = [*(each.f_globals for each in own[-1:]), *(each.f_locals for each in reversed(own))]
        return next(filter(None, (_among(room, wanted) for room in rooms)), "")


def _among(names: Any, wanted: object) -> str:
    """Return the expression for `wanted` among variables: "lock", "locks[0]" or "self.lock"; "" if there is none."""
    for name, value in list(names.items()):
        if name.startswith("__"):
            continue
        if value is wanted:
            return str(name)
        if type(value) in (list, tuple):
            for index, item in enumerate(value):
                if item is wanted:
                    return f"{name}[{index}]"
        elif name == "self":
            for attribute, item in list(getattr(value, "__dict__", {}).items()):
                if item is wanted:
                    return f"self.{attribute}"
    return ""


def _plain(text: str) -> str:
    """Escape what separates fields and lines."""
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


def begin(file: str) -> None:
    """Trace this process into `file`."""
    import watching  # type: ignore[import-not-found,unused-ignore]
    import writing  # type: ignore[import-not-found,unused-ignore]

    tracer = Tracer(file, os.getcwd())
    os.register_at_fork(after_in_child=tracer.in_child)
    writing.watch(tracer)
    watching.watch(tracer)
    for name in ("waiting", "watching", "writing"):
        del sys.modules[name]
