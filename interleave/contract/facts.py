"""The texts of holes compared with what was measured: processes of the run, and times at which lines arrived."""

from __future__ import annotations

from interleave.contract.matching import Match
from interleave.contract.template import Hole
from interleave.transcript import Line, Transcript

_CLOCKS = 0.001  # seconds by which the program's clock and the watcher's may differ


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
    if hole.type.unit is not None and _least(text) * hole.type.unit > line.at + _CLOCKS:
        return f"{text} {hole.type.name} are longer than the {line.at:.3f} s that the run had lasted"
    if hole.type.name in {"child", "program"}:
        if hole.type.name == "child" and int(text) == transcript.program:
            return f"{text} is the program's own process, no child"
        if hole.type.name == "program" and transcript.program not in {None, int(text)}:
            return f"{text} is not the program's own process, which is {transcript.program}"
        if int(text) not in transcript.pids:
            known = ", ".join(map(str, sorted(transcript.pids))) or "none known"
            return f"{text} is not a process of this run (its processes: {known})"
    return None


def _least(text: str) -> float:
    """The least number that these digits can have been rounded from."""
    return float(text) - 0.5 * 10.0 ** -len(text.partition(".")[2])
