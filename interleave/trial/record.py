"""Make a recording of a run that kept its contract, and renew the wording of one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from interleave.contract import HOLE_TYPES
from interleave.evidence.recording import Claim, Hole, HoleWords, Lane, Line, Piece, Recording
from interleave.run.sampling import cores
from interleave.trace import Trace

if TYPE_CHECKING:
    from collections.abc import Iterable

    from interleave.contract import Contract, Match, Reading
    from interleave.contract.matching import Piece as MatchedPiece
    from interleave.run import Run


def recorded(run: Run, reading: Reading, contract: Contract, files: dict[str, str], name: str = "") -> Recording:
    """Make a recording of a run.

    `files` has the SHA-256 of each program by its path below `snippets/`. `name` is the recording's name, empty for the
    usual one. Without a trace of the run the recording has no timeline.
    """
    trace = run.trace or Trace((), (), (), sampled=False)
    streams = {mark.line: mark.stream for mark in trace.marks}
    lines = tuple(
        Line(round(line.at, 4), line.text, streams.get(number, ""), tuple(map(_piece, pieces)), round(line.after, 4))
        for number, (line, pieces) in enumerate(zip(run.transcript.lines, reading.match.pieces, strict=True))
    )
    return Recording(
        snippet=contract.snippet,
        name=name,
        files=files,
        contract=contract.fingerprint,
        wording=contract.wording,
        circumstance=run.circumstance,
        cores=cores(),
        seconds=round(run.seconds, 3),
        exit=run.transcript.exit,
        pids=tuple(sorted(run.transcript.pids)),
        program=run.transcript.program,
        lanes=_lanes(reading.match),
        lines=lines,
        holes=_words(lines),
        claims=_claims(contract, reading),
        trace=trace,
        whole=run.transcript.whole,
        hangs=run.transcript.hangs,
        began=run.transcript.began,
        since=contract.since,
        needs=contract.needs,
    )


def reworded(recording: Recording, reading: Reading, contract: Contract) -> Recording:
    """Give the recording with the contract's present wording. `reading` is of the recorded run."""
    return replace(
        recording,
        wording=contract.wording,
        lanes=_lanes(reading.match),
        holes=_words(recording.lines),
        claims=_claims(contract, reading),
        since=contract.since,
        needs=contract.needs,
    )


def _piece(piece: MatchedPiece) -> Piece:
    holes = tuple(
        Hole(filling.start, filling.end, filling.hole.name, filling.hole.type.name) for filling in piece.fillings
    )
    return Piece(piece.start, piece.end, piece.lane, holes)


def _lanes(match: Match) -> tuple[Lane, ...]:
    return tuple(Lane(lane.group, lane.inside, lane.label, lane.torn, lane.blocks) for lane in match.lanes)


def _words(lines: Iterable[Line]) -> dict[str, HoleWords]:
    types = sorted({hole.type for line in lines for piece in line.pieces for hole in piece.holes})
    return {name: HoleWords(HOLE_TYPES[name].zh, HOLE_TYPES[name].en) for name in types}


def _claims(contract: Contract, reading: Reading) -> tuple[Claim, ...]:
    made = []
    for claim in contract.claims:
        mode = claim.mode_in(reading.circumstance)
        seen = claim.holds_in(reading) if claim.outcome or mode == "sometimes" else True
        made.append(Claim(claim.name, mode, claim.zh, claim.en, claim.promise, claim.outcome, seen))
    return tuple(made)
