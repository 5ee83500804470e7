"""The texts of holes compared with what was measured: processes of the run, and times at which lines arrived."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta

from interleave.contract.matching import Match
from interleave.contract.template import Hole
from interleave.transcript import Line, Transcript

_CLOCKS = 0.001  # seconds by which the program's clock and the watcher's may differ
_DAY = 86_400


def untrue(transcript: Transcript, match: Match) -> tuple[int, str] | None:
    """Find the first hole whose text contradicts a measurement.

    Return its line (counted from 0) and what is wrong, None if there is no such hole.
    """
    for number, (line, pieces) in enumerate(zip(transcript.lines, match.pieces, strict=True)):
        for piece in pieces:
            for filling in piece.fillings:
                why = _objection(filling.hole, line.text[filling.start : filling.end], line, transcript)
                if why is not None:
                    return number, f"line {number + 1} of {len(transcript.lines)} is not true: {why}"
    return None


def _objection(hole: Hole, text: str, line: Line, transcript: Transcript) -> str | None:
    if not text:
        return None
    if hole.type.unit is not None and _least(text) * hole.type.unit > line.at + _CLOCKS:
        return (
            f"{text} {hole.type.name} are longer than the {line.at:.3f} s that the run had lasted; "
            "what is no time on the clock, like a sum over several tasks, is a {:float}"
        )
    if hole.type.name in {"child", "program"}:
        return _objection_to_id(hole.type.name, int(text), transcript)
    if hole.type.name in _IS_NOW and transcript.began is not None:
        began, lasted = transcript.began - _CLOCKS, line.at + 2 * _CLOCKS
        if not _IS_NOW[hole.type.name](text, began, lasted):
            return f"it is not {text} in the {line.at:.3f} s from {datetime.fromtimestamp(began, UTC):%F %T.%f} on"
    return None


def _objection_to_id(kind: str, number: int, transcript: Transcript) -> str | None:
    if kind == "child" and number == transcript.program:
        return f"{number} is the program's own process, no child"
    if kind == "program" and transcript.program not in {None, number}:
        return f"{number} is not the program's own process, which is {transcript.program}"
    if number not in transcript.pids:
        known = ", ".join(map(str, sorted(transcript.pids))) or "none known"
        return f"{number} is not a process of this run (its processes: {known})"
    return None


def _is_time(text: str, began: float, lasted: float) -> bool:
    """Whether it is this time of day, rounded or cut, at a moment of the seconds from `began` on. Midnight may pass."""
    hours, minutes, seconds = text.replace(",", ".").split(":")
    digits = 10.0 ** -len(seconds.partition(".")[2])
    end = int(hours) * 3600 + int(minutes) * 60 + float(seconds) + digits  # the text can have been cut from less
    return (end - began) % _DAY <= lasted + 1.5 * digits


def _is_date(text: str, began: float, lasted: float) -> bool:
    """Whether it is this day at a moment of the seconds from `began` on."""
    if lasted == math.inf:
        return True
    first, last = (datetime.fromtimestamp(moment, UTC) for moment in (began, began + lasted))
    return text in {f"{first + timedelta(days=days):%F}" for days in range((last.date() - first.date()).days + 1)}


_IS_NOW = {"clock": _is_time, "date": _is_date}


def _least(text: str) -> float:
    """The least number that these digits can have been rounded from."""
    return float(text) - 0.5 * 10.0 ** -len(text.partition(".")[2])
