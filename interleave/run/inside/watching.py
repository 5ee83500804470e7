"""Registers a tracer with `sys.monitoring` of Python 3.14 and later, where `with` calls a lock's `__enter__`."""

from __future__ import annotations

import sys

from waiting import library_wait  # type: ignore[import-not-found,unused-ignore]

TYPE_CHECKING = False  # `typing` would take its time
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import CodeType, FrameType
    from typing import Any

    from tracing import Tracer  # type: ignore[import-not-found,unused-ignore]


def watch(tracer: Tracer) -> None:
    """Report the events of all threads of this process to `tracer`."""
    monitoring: Any = sys.monitoring  # type: ignore[attr-defined,unused-ignore]
    tool = next(number for number in (4, 3, 2, 1, 0) if monitoring.get_tool(number) is None)
    events = monitoring.events
    on = _Callbacks(tracer, monitoring.DISABLE)
    callbacks: dict[int, Callable[..., object]] = {
        events.PY_START: on.start,
        events.PY_RETURN: on.end,
        events.PY_UNWIND: on.unwind,
        events.PY_YIELD: on.suspend,
        events.PY_RESUME: on.resume,
        events.PY_THROW: on.throw,
        events.CALL: on.call,
        events.C_RETURN: on.called,
        events.C_RAISE: on.raised,
    }
    monitoring.use_tool_id(tool, "tracing")
    for event, callback in callbacks.items():
        monitoring.register_callback(tool, event, _guarded(tracer, callback))
    monitoring.set_events(tool, sum(callbacks) - events.C_RETURN - events.C_RAISE)  # these two come with CALL


def _guarded(tracer: Tracer, callback: Callable[..., object]) -> Callable[..., object]:
    """Return a callback that reports an exception to the tracer: the program goes on."""

    def call(*about: object) -> object:
        try:
            return callback(*about)
        except Exception as error:  # noqa: BLE001
            if not sys.is_finalizing():  # the interpreter clears its modules then
                tracer.broken(error)
            return None

    return call


def _frame() -> FrameType:
    """Return the frame in which an event happens: the caller of `call` above, of the callback, of this function."""
    return sys._getframe(3)


class _Callbacks:
    """What `sys.monitoring` calls. After DISABLE is returned, the same place in the code causes no further calls."""

    def __init__(self, tracer: Tracer, disable: object) -> None:
        self._tracer = tracer
        self._disable = disable

    def start(self, code: CodeType, _offset: int) -> object:
        if self._tracer.is_own(code):
            return None if self._tracer.call(code, _frame()) else self._disable
        kind = library_wait(code)
        if kind is None:
            return self._disable
        if kind == "unlock":
            self._tracer.give(_frame())
        else:
            self._tracer.begin_wait(kind, _frame())
        return None

    def end(self, code: CodeType, _offset: int, got: object) -> object:
        if self._tracer.is_own(code):
            self._tracer.returned(_frame())
        elif library_wait(code) not in (None, "unlock"):
            self._tracer.end_wait(_frame(), got)
        else:
            return self._disable
        return None

    def unwind(self, code: CodeType, _offset: int, _error: object) -> None:
        if self._tracer.is_own(code):
            self._tracer.returned(_frame())
        elif library_wait(code) not in (None, "unlock"):
            self._tracer.end_wait(_frame(), None)

    def suspend(self, code: CodeType, _offset: int, _value: object) -> object:
        return self._tracer.suspended(code, _frame()) if self._tracer.is_own(code) else self._disable

    def resume(self, code: CodeType, _offset: int) -> object:
        return self._tracer.resumed(code, _frame()) if self._tracer.is_own(code) else self._disable

    def throw(self, code: CodeType, _offset: int, _error: object) -> None:
        if self._tracer.is_own(code):
            self._tracer.resumed(code, _frame())

    def call(self, _code: CodeType, _offset: int, called: object, first: object) -> object:
        return None if self._tracer.before(called, first, _frame()) else self._disable

    def called(self, _code: CodeType, _offset: int, called: object, first: object) -> None:
        self._tracer.after(called, first, _frame(), raised=False)

    def raised(self, _code: CodeType, _offset: int, called: object, first: object) -> None:
        self._tracer.after(called, first, _frame(), raised=True)
