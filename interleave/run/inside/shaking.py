"""Disturbs the schedule of a Python process: pauses where threads and processes meet.

A pause may come when the program starts or awaits something, takes or gives back a lock, puts or gets an item, or
prints: before and after calls of such C functions, and where functions of the modules in `_PLACES` begin and end. At
each of these Python itself may switch threads, so every order of a disturbed run can also occur in an undisturbed one.
Nothing of the program's is replaced: `sys.monitoring` calls back, before 3.12 `sys.setprofile`. (Until 3.13 neither
reports that `with` takes a lock, only that it gives it back.)
"""

from __future__ import annotations

import os
import sys
from _random import Random  # `random` would take its time, and belongs to the program
from _thread import get_ident
from time import sleep

TYPE_CHECKING = False  # `typing` would take its time, too
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import CodeType, FrameType
    from typing import Any

_PLACES = ("asyncio", "concurrent", "multiprocessing", "queue.py", "threading.py")
_MEETINGS: dict[str, set[str] | None] = {  # C functions and methods by their module: these, or all of them
    "_multiprocessing": None,
    "_posixsubprocess": None,
    "_queue": None,
    "_thread": None,
    "_io": {"flush", "write"},
    "_socket": {"accept", "connect", "recv", "send", "sendall"},
    "posix": {"_exit", "fork", "kill", "read", "waitpid", "write"},
}
_FUNCTION = 1  # the flag of code that is neither a module's nor a class's


class _Thread:
    """Random numbers of a thread's own, so that they do not depend on how threads interleave, and its budget.

    Some threads are never paused and some often: pausing all of them alike would hardly change an order.
    """

    def __init__(self, seed: int, chance: float, budget: float) -> None:
        self.random = Random(seed).random
        self.chance = chance * (0, 0.5, 4)[int(3 * self.random())]
        self.budget = budget


class _Pauses:
    """Decides when to pause and for how long."""

    def __init__(self, seed: int, chance: float, longest: float, budget: float) -> None:
        self._seed = seed
        self._chance = chance
        self._longest = longest
        self._budget = budget
        self._threads: dict[int, _Thread] = {}
        self._born = 0

    def pause(self) -> None:
        me = self._threads.get(get_ident())
        if me is None:
            me = self._threads[get_ident()] = _Thread(
                self._seed * 1000 + len(self._threads), self._chance, self._budget
            )
        if me.budget > 0 and me.random() < me.chance:
            seconds = self._longest * me.random() ** 3  # mostly short
            me.budget -= seconds
            sleep(seconds)

    def before_fork(self) -> None:
        self._born += 1

    def in_child(self) -> None:
        self._seed = self._seed * 1000 + self._born
        self._born = 0
        self._threads = {}


def begin(settings: str, nth: int) -> None:
    """Disturb this process, the run's `nth`, by the values of `interleave.run.shake.Shake.settings`."""
    seed, core, interval, chance, longest, budget = settings.split(",")
    if core and hasattr(os, "sched_setaffinity"):
        cores = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, [cores[int(core) % len(cores)]])
    if interval:
        sys.setswitchinterval(float(interval))
    if chance:
        pauses = _Pauses(int(seed) * 1000 + nth, float(chance), float(longest), float(budget))
        os.register_at_fork(before=pauses.before_fork, after_in_child=pauses.in_child)
        if sys.version_info >= (3, 12):
            _monitor(pauses.pause)
        else:
            _profile(pauses.pause)


def _is_place(code: CodeType) -> bool:
    """Whether it is a function of one of the modules in `_PLACES`."""
    return bool(code.co_flags & _FUNCTION) and any(part in _PLACES for part in code.co_filename.split("/")[-3:])


def _is_meeting(code: CodeType, called: object, first: object) -> bool:
    """Whether `called` is a C function at which threads or processes meet. `first` is the object of a method."""
    if called is print:
        return True
    if code.co_filename.startswith("<frozen importlib"):  # imports have locks of their own
        return False
    owner: Any = getattr(called, "__self__", first)
    room = owner.__name__ if type(owner).__name__ == "module" else type(owner).__module__
    names = _MEETINGS.get(room, ())
    return names is None or getattr(called, "__name__", "") in names


def _monitor(pause: Callable[[], object]) -> None:
    monitoring: Any = sys.monitoring  # type: ignore[attr-defined,unused-ignore]
    events = monitoring.events
    tool = next(number for number in (3, 4, 2, 1, 0) if monitoring.get_tool(number) is None)

    def passes(code: CodeType, *_: object) -> object:
        return pause() if _is_place(code) else monitoring.DISABLE

    def calls(code: CodeType, _offset: int, called: object, first: object) -> object:
        return pause() if _is_meeting(code, called, first) else monitoring.DISABLE

    def has_called(code: CodeType, _offset: int, called: object, first: object) -> None:
        if _is_meeting(code, called, first):
            pause()

    monitoring.use_tool_id(tool, "shaking")
    monitoring.register_callback(tool, events.PY_START, passes)
    monitoring.register_callback(tool, events.PY_RETURN, passes)
    monitoring.register_callback(tool, events.CALL, calls)
    monitoring.register_callback(tool, events.C_RETURN, has_called)
    monitoring.set_events(tool, events.PY_START | events.PY_RETURN | events.CALL)


def _profile(pause: Callable[[], None]) -> None:
    import threading

    places: dict[CodeType, bool] = {}

    def watch(frame: FrameType, event: str, about: object) -> None:
        code = frame.f_code
        if event in ("call", "return"):
            place = places.get(code)
            if place is None:
                place = places[code] = _is_place(code)
        else:
            place = event != "c_exception" and _is_meeting(code, about, None)
        if place:
            pause()

    threading.setprofile(_Hook(watch))  # type: ignore[arg-type]
    sys.setprofile(watch)


class _Hook:
    """The argument of `threading.setprofile` before 3.12, which each new thread tests for truth and then installs.

    Installing raises a RuntimeError while another thread is doing so, and would end the new thread. So the test itself
    installs `function`, as often as it takes, and its result is false.
    """

    def __init__(self, function: Callable[..., object]) -> None:
        self._function: Any = function

    def __bool__(self) -> bool:
        while True:
            try:
                sys.setprofile(self._function)
            except RuntimeError:
                sleep(0)
            else:
                return False
