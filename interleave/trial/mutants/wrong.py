"""Wrong texts for a hole, by its type."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

from interleave.contract.template import Hole
from interleave.transcript import Transcript

_MANY = 1_000_003


class Filled(NamedTuple):
    """A hole and its text: characters `start` to `end` of line `line`, which arrived `at` seconds."""

    hole: Hole
    line: int
    start: int
    end: int
    text: str
    at: float


def texts(filled: Filled, transcript: Transcript) -> Iterator[str]:
    """Give texts that no run has in this hole.

    Which text of its type stands in a hole is the program's or the system's choice: only what is outside of the type,
    or of what is possible for it, is wrong.
    """
    if not filled.hole.optional:
        yield ""
    if filled.text:  # instead of nothing, any text of the type is right
        if filled.hole.type.decimals is not None:
            yield f"{filled.text}0"
        made = _times if filled.hole.type.name in {"clock", "date"} else _wrong
        yield from (text for text in made(filled, transcript) if text != filled.text)


def another(filled: Filled, pids: frozenset[int], shown: set[str]) -> str | None:
    """Give another text that a run may have in such a hole, None if there is none.

    `pids` are the run's process ids. One that is `shown` is not taken: a line with it may be another process's.
    """
    match filled.hole.type.name:
        case _ if not filled.text:
            return None
        case "pid" | "child" | "program":
            return next((str(pid) for pid in sorted(pids) if str(pid) not in shown), None)
        case "int" | "natural" | "thread" | "port":
            return str(int(filled.text) + 1)
        case _:  # numbers with a point, hexadecimal numbers and words alike
            return f"{filled.text}1"


def _wrong(filled: Filled, transcript: Transcript) -> Iterator[str]:
    text, kind = filled.text, filled.hole.type
    if text.lstrip("-")[:1].isdecimal() and kind.value is not str and kind.name != "hex":
        sign = "-" * text.startswith("-")
        yield f"{sign}0{text.removeprefix(sign)}"  # no number is printed with a zero in front
    match kind.name:
        case "pid" | "child" | "program" | "thread":
            yield from ("0", "-1")
            if kind.name != "thread":
                yield str(max(transcript.pids) + 1)
            if kind.name == "child" and transcript.program is not None:
                yield str(transcript.program)
        case "int" | "natural" | "float":
            yield from _numbers(text, bounded=kind.name != "natural")
        case "seconds" | "microseconds":
            yield f"-{text}"
            if kind.unit is not None and filled.at < math.inf:  # longer than the run had lasted
                digits = len(text.partition(".")[2])
                yield f"{(filled.at + 0.1) / kind.unit:.{digits}f}"
        case "port":
            yield from ("0", "-1", "65536")
        case "hex":
            yield from (f"{text}g", text[2:])
        case "text":  # any text is right
            pass
        case "name" | "path":
            yield f"{text}|"
        case _:
            yield f"{text}x"


def _times(filled: Filled, transcript: Transcript) -> Iterator[str]:
    """Give times of day that are none, or dates; and where it is known when the run was, another time."""
    text, clock = filled.text, filled.hole.type.name == "clock"
    yield from (text[1:], f"24{text[2:]}" if clock else f"{text[:8]}32")
    if transcript.began is not None:
        yield f"{(int(text[:2]) + 12) % 24:02}{text[2:]}" if clock else f"{int(text[:4]) + 1:04}{text[4:]}"


def _numbers(text: str, *, bounded: bool) -> Iterator[str]:
    """Give the number below zero, zero, and if it is `bounded`, one that is far too large.

    A natural number is not bounded: it counts what there is no greatest number of.
    """
    whole, point, part = text.lstrip("-").partition(".")
    if text.strip("-0."):
        yield f"-{whole}{point}{part}"
        yield f"0{point}{'0' * len(part)}"
    if bounded:
        yield f"{int(whole) + _MANY}{point}{part}"
