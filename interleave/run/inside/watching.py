"""Has Python tell a tracer of each event: `sys.monitoring` does, and before 3.12 `sys.setprofile`.

Until 3.13 neither tells when `with` takes a lock, only when it gives it back: there the instructions of functions with
such a `with` are watched, too.
"""

from __future__ import annotations

import sys

from waiting import gives, is_lock, library_wait  # type: ignore[import-not-found,unused-ignore]

TYPE_CHECKING = False  # `typing` would take its time
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import CodeType, FrameType
    from typing import Any

    from tracing import Tracer  # type: ignore[import-not-found,unused-ignore]

    Finder = Callable[[FrameType], object]


def watch(tracer: Tracer) -> None:
    """Have all threads of this process watched."""
    if sys.version_info >= (3, 12):
        _monitor(tracer)
    else:
        _profile(tracer)


def _guarded(tracer: Tracer, callback: Callable[..., object]) -> Callable[..., object]:
    """Whatever goes wrong in a callback, the program goes on."""

    def call(*about: object) -> object:
        try:
            return callback(*about)
        except Exception as error:  # noqa: BLE001
            if not sys.is_finalizing():  # an interpreter that ends takes its modules apart
                tracer.broken(error)
            return None

    return call


def _starts(tracer: Tracer, code: CodeType, frame: FrameType) -> bool:
    """A Python function begins. False if nobody wants to know of it any more."""
    if tracer.is_own(code):
        return bool(tracer.call(code, frame))
    kind = library_wait(code)
    if kind is not None:
        tracer.begin_wait(kind, frame)
    elif gives(code):
        tracer.give(frame)
    else:
        return False
    return True


def _returns(tracer: Tracer, code: CodeType, frame: FrameType, got: object) -> bool:
    """A Python function ends, with an exception if `got` is None. False if nobody wants to know of it any more."""
    if tracer.is_own(code):
        tracer.returned(frame)
    elif library_wait(code) is not None:
        tracer.end_wait(frame, got)
    else:
        return False
    return True


def _monitor(tracer: Tracer) -> None:
    monitoring: Any = sys.monitoring  # type: ignore[attr-defined,unused-ignore]
    events = monitoring.events
    us = next(number for number in (4, 3, 2, 1, 0) if monitoring.get_tool(number) is None)
    disable = monitoring.DISABLE
    frame: Callable[[int], FrameType] = sys._getframe
    withs = _Withs(tracer) if sys.version_info < (3, 14) else None

    def starts(code: CodeType, _offset: int) -> object:
        if withs and tracer.is_own(code) and withs.of(code):
            monitoring.set_local_events(us, code, events.INSTRUCTION)
        return None if _starts(tracer, code, frame(2)) else disable

    def returns(code: CodeType, _offset: int, got: object) -> object:
        return None if _returns(tracer, code, frame(2), got) else disable

    def unwinds(code: CodeType, _offset: int, _error: object) -> None:
        _returns(tracer, code, frame(2), None)

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

    def instruction(_code: CodeType, offset: int) -> object:
        return None if withs and withs.pass_by(frame(2), offset) else disable

    monitoring.use_tool_id(us, "tracing")
    everywhere: tuple[tuple[int, Callable[..., object]], ...] = (
        (events.PY_START, starts),
        (events.PY_RETURN, returns),
        (events.PY_UNWIND, unwinds),
        (events.PY_YIELD, yields),
        (events.PY_RESUME, resumes),
        (events.PY_THROW, throws),
        (events.CALL, calls),
    )
    beside: tuple[tuple[int, Callable[..., object]], ...] = (
        (events.C_RETURN, has_called),
        (events.C_RAISE, has_raised),
        (events.INSTRUCTION, instruction),
    )
    for event, callback in everywhere + beside:
        monitoring.register_callback(us, event, _guarded(tracer, callback))
    monitoring.set_events(us, sum(event for event, _ in everywhere))


def _profile(tracer: Tracer) -> None:
    import opcode
    import threading

    from hooking import Hook  # type: ignore[import-not-found,unused-ignore]

    del sys.modules["hooking"]
    withs = _Withs(tracer)
    yields, resumes = opcode.opmap["YIELD_VALUE"], opcode.opmap["RESUME"]

    def profile(frame: FrameType, event: str, about: object) -> None:
        code = frame.f_code
        at = frame.f_lasti
        if event == "call":
            if code.co_code[at] == resumes and code.co_code[at + 1] & 3:
                if tracer.is_own(code):
                    tracer.resumed(code, frame)
            else:
                _starts(tracer, code, frame)
        elif event == "return":
            if code.co_code[at] != yields:
                _returns(tracer, code, frame, about)
            elif tracer.is_own(code):
                tracer.suspended(code, frame)
        elif event == "c_call":
            tracer.before(about, None, frame)
        else:
            tracer.after(about, None, frame, raised=event == "c_exception")

    def trace(frame: FrameType, event: str, _about: object) -> object:
        if event == "opcode":
            withs.pass_by(frame, frame.f_lasti)
        elif event == "call":
            if not tracer.is_own(frame.f_code) or not withs.of(frame.f_code):
                return None
            frame.f_trace_opcodes = True
            frame.f_trace_lines = False
        return traced

    profiled: Any = _guarded(tracer, profile)
    traced: Any = _guarded(tracer, trace)
    threading.setprofile(Hook(sys.setprofile, profiled))
    threading.settrace(Hook(sys.settrace, traced))
    sys.setprofile(profiled)
    sys.settrace(traced)


class _Withs:
    """The `with` statements of functions that take a lock which has a name there."""

    def __init__(self, tracer: Tracer) -> None:
        import opcode

        self._tracer = tracer
        self._names = opcode.opname
        self._found: dict[CodeType, dict[int, Finder]] = {}

    def of(self, code: CodeType) -> dict[int, Finder]:
        """Give, by the offset of the instruction that enters, how to find what is entered."""
        found = self._found.get(code)
        if found is None:
            found = self._found[code] = dict(self._look(code))
        return found

    def pass_by(self, frame: FrameType, offset: int) -> bool:
        """The instruction at `offset` is about to be executed. False if nobody wants to know of it any more."""
        found = self.of(frame.f_code)
        if offset in found:
            lock = found[offset](frame)
            return not is_lock(lock) or bool(self._tracer.enter(lock, frame))
        if offset - 2 in found:
            lock = found[offset - 2](frame)
            if is_lock(lock):
                self._tracer.entered(lock, frame)
            return True
        return False

    def _look(self, code: CodeType) -> list[tuple[int, Finder]]:
        found: list[tuple[int, Finder]] = []
        before: list[tuple[str, int]] = []
        for offset in range(0, len(code.co_code), 2):
            name, argument = self._names[code.co_code[offset]], code.co_code[offset + 1]
            if name == "BEFORE_WITH" and (finder := _finder(code, before)):
                found.append((offset, finder))
            if name != "CACHE":
                before = [*before[-1:], (name, argument)]
        return found


def _finder(code: CodeType, before: list[tuple[str, int]]) -> Finder | None:
    """Give how to find what the instructions before a `with` have loaded: a variable, or an attribute of one."""
    *_, (name, argument) = before
    if name == "LOAD_ATTR" and len(before) > 1:
        owner = _finder(code, before[:1])
        shift = argument >> 1 if sys.version_info >= (3, 12) else argument
        return owner and (lambda frame: getattr(owner(frame), code.co_names[shift], None))
    if name == "LOAD_GLOBAL":
        return lambda frame: frame.f_globals.get(code.co_names[argument >> 1])
    if name == "LOAD_NAME":
        return lambda frame: frame.f_locals.get(code.co_names[argument])
    if name.startswith(("LOAD_FAST", "LOAD_DEREF")) and name.count("LOAD_FAST") < 2:
        variable = code._varname_from_oparg(argument)  # type: ignore[attr-defined,unused-ignore]
        return lambda frame: frame.f_locals.get(variable)
    return None
