"""Registers a tracer with `sys.monitoring`, as Python 3.14 and later have it: there, `with` calls `__enter__` of a lock."""

from __future__ import annotations

import sys

from waiting import gives, library_wait  # type: ignore[import-not-found,unused-ignore]

TYPE_CHECKING = False  # `typing` would take its time
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import CodeType, FrameType
    from typing import Any

    from tracing import Tracer  # type: ignore[import-not-found,unused-ignore]


def watch(tracer: Tracer) -> None:
    """Report the events of all threads of this process to `tracer`.

    A callback that returns DISABLE is not called again for the place in the code at which it was called.
    """
    monitoring: Any = sys.monitoring  # type: ignore[attr-defined,unused-ignore]
    events = monitoring.events
    tool = next(number for number in (4, 3, 2, 1, 0) if monitoring.get_tool(number) is None)
    disable = monitoring.DISABLE
    frame: Callable[[int], FrameType] = sys._getframe  # frame(2) is the frame in which an event happens

    def starts(code: CodeType, _offset: int) -> object:
        if tracer.is_own(code):
            return None if tracer.call(code, frame(2)) else disable
        kind = library_wait(code)
        if kind is not None:
            tracer.begin_wait(kind, frame(2))
        elif gives(code):
            tracer.give(frame(2))
        else:
            return disable
        return None

    def returns(code: CodeType, _offset: int, got: object) -> object:
        if tracer.is_own(code):
            tracer.returned(frame(2))
        elif library_wait(code) is not None:
            tracer.end_wait(frame(2), got)
        else:
            return disable
        return None

    def unwinds(code: CodeType, _offset: int, _error: object) -> None:
        if tracer.is_own(code):
            tracer.returned(frame(2))
        elif library_wait(code) is not None:
            tracer.end_wait(frame(2), None)

    def yields(code: CodeType, _offset: int, _value: object) -> object:
        return tracer.suspended(code, frame(2)) if tracer.is_own(code) else disable

    def resumes(code: CodeType, _offset: int) -> object:
        return tracer.resumed(code, frame(2)) if tracer.is_own(code) else disable

    def throws(code: CodeType, _offset: int, _error: object) -> None:
        if tracer.is_own(code):
            tracer.resumed(code, frame(2))

    def calls(_code: CodeType, _offset: int, called: object, first: object) -> object:
        return None if tracer.before(called, first, frame(2)) else disable

    def has_called(_code: CodeType, _offset: int, called: object, first: object) -> None:
        tracer.after(called, first, frame(2), raised=False)

    def has_raised(_code: CodeType, _offset: int, called: object, first: object) -> None:
        tracer.after(called, first, frame(2), raised=True)

    monitoring.use_tool_id(tool, "tracing")
    callbacks: tuple[tuple[int, Callable[..., object]], ...] = (
        (events.PY_START, starts),
        (events.PY_RETURN, returns),
        (events.PY_UNWIND, unwinds),
        (events.PY_YIELD, yields),
        (events.PY_RESUME, resumes),
        (events.PY_THROW, throws),
        (events.CALL, calls),
        (events.C_RETURN, has_called),  # this event and the next come with CALL
        (events.C_RAISE, has_raised),
    )
    for event, callback in callbacks:
        monitoring.register_callback(tool, event, _guarded(tracer, callback))
    monitoring.set_events(tool, sum(event for event, _ in callbacks[:-2]))


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
