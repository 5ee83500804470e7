"""What cannot stand in a hole, for each type of hole."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import NamedTuple

from interleave.contract.template import Hole
from interleave.transcript import Transcript

_MANY = 1_000_003


class Filled(NamedTuple):
    """A hole and what stands in it: characters `start` to `end` of line `line`, which arrived `at` seconds."""

    hole: Hole
    line: int
    start: int
    end: int
    text: str
    at: float


def texts(filled: Filled, transcript: Transcript) -> Iterator[str]:
    """Texts that no run has in this hole: a process id is one of the run's, and a child's is not the program's own."""
    if filled.hole.type.name in {"pid", "child"}:
        yield str(max(transcript.pids) + 1)
    if filled.hole.type.name == "child" and transcript.program is not None:
        yield str(transcript.program)
    yield from (text for text in _WRONG[filled.hole.type.name](filled) if text != filled.text)


def another(filled: Filled, pids: frozenset[int], shown: set[str]) -> str | None:
    """Another text that a run may have in such a hole, None if there is none.

    A process id is one of the run's that it does not show: as one that it shows, the line could be another process's.
    """
    match filled.hole.type.name:
        case "pid" | "child":
            return next((str(pid) for pid in sorted(pids) if str(pid) not in shown), None)
        case "int" | "natural" | "thread" | "port":
            return str(int(filled.text) + 1)
        case "float" | "seconds" | "microseconds":
            return f"{filled.text}1"
        case "hex":
            return hex(int(filled.text, 16) + 1)
        case _:
            return f"{filled.text}x"


def family(name: str) -> str:
    """A hole's name without the number that tells it from its like: worker for worker0."""
    return name.rstrip("0123456789")


def _number(filled: Filled) -> Iterator[str]:
    """Less than nothing, nothing, and far too many."""
    yield from _natural(filled)
    whole, point, part = filled.text.lstrip("-").partition(".")
    yield f"{int(whole) + _MANY}{point}{part}"


def _natural(filled: Filled) -> Iterator[str]:
    """Less than nothing, and nothing. How many there are at most, nobody knows: these are counted from one on."""
    whole, point, part = filled.text.lstrip("-").partition(".")
    if filled.text.strip("-0."):
        yield f"-{whole}{point}{part}"
        yield f"0{point}{'0' * len(part)}"


def _duration(unit: float) -> Callable[[Filled], Iterator[str]]:
    def durations(filled: Filled) -> Iterator[str]:
        """Less than nothing, and longer than the run had lasted. A short time may round to nothing."""
        yield f"-{filled.text}"
        if filled.at < math.inf:
            digits = len(filled.text.partition(".")[2])
            yield f"{(filled.at + 0.1) / unit:.{digits}f}"

    return durations


def _id(_: Filled) -> Iterator[str]:
    """No id. Which ids there are is the system's choice."""
    yield from ("0", "-1")


def _port(_: Filled) -> Iterator[str]:
    """Ports that there are not."""
    yield from ("0", "-1", "65536")


def _hexadecimal(filled: Filled) -> Iterator[str]:
    """No hexadecimal number. Which one it is, is the system's choice."""
    yield from (f"{filled.text}g", filled.text[2:])


def _word(filled: Filled) -> Iterator[str]:
    """Another word."""
    yield f"{filled.text}x"


def _no_such(ending: str) -> Callable[[Filled], Iterator[str]]:
    def endings(filled: Filled) -> Iterator[str]:
        """No name and no path. Which one it is, is the choice of whoever named or put it there."""
        yield filled.text + ending

    return endings


def _free(_: Filled) -> Iterator[str]:
    """Nothing is wrong in a hole for any text."""
    yield from ()


_WRONG: dict[str, Callable[[Filled], Iterator[str]]] = {
    "pid": _id,
    "child": _id,
    "thread": _id,
    "int": _number,
    "natural": _natural,
    "float": _number,
    "seconds": _duration(1),
    "microseconds": _duration(1e-6),
    "word": _word,
    "name": _no_such("!"),
    "text": _free,
    "path": _no_such("|"),
    "port": _port,
    "hex": _hexadecimal,
}
