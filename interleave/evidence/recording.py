"""A recording: one real run of a snippet, kept beside it, with what its contract says about each part of it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from interleave.evidence import sealed
from interleave.trace import Lane as TraceLane
from interleave.trace import Mark, Span, Trace
from interleave.transcript import Line as TranscriptLine
from interleave.transcript import Transcript

if TYPE_CHECKING:
    from pathlib import Path

    from interleave.contract import Contract, Outcome
    from interleave.run import Run

FORMAT = 3


class Hole(NamedTuple):
    """What varies: characters `start` to `end` of its line, its name (empty if it has none), its type."""

    start: int
    end: int
    name: str
    type: str


class Piece(NamedTuple):
    """A line, or the part of a torn one that one lane printed. `lane` counts from 0, None outside all lanes."""

    start: int
    end: int
    lane: int | None
    holes: tuple[Hole, ...]


class Line(NamedTuple):
    """A line of the terminal and when it came, in seconds since the start."""

    at: float
    text: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane of the contract; see `interleave.contract`."""

    group: int
    inside: int | None
    label: str | None
    torn: bool
    blocks: bool


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim of the contract. `seen`: whether this run shows it (what every run shows is always seen)."""

    name: str
    mode: str
    zh: str
    en: str
    seen: bool


@dataclass(frozen=True, slots=True)
class Recording:
    """One run of a snippet, what its processes did in it, and the contract that it kept.

    `files` has the SHA-256 of the snippet and of the programs beside it, `contract` the contract's fingerprint.
    `program` is the id of the program's own process.
    `seconds` is how long the program ran, `start_method` how it starts processes (None if it starts none by
    `multiprocessing`, or chooses by itself).
    """

    snippet: str
    files: dict[str, str]
    contract: str
    python: str
    free_threaded: bool
    platform: str
    start_method: str | None
    seconds: float
    exit: int
    pids: tuple[int, ...]
    program: int | None
    lanes: tuple[Lane, ...]
    lines: tuple[Line, ...]
    claims: tuple[Claim, ...]
    trace: Trace

    @classmethod
    def of(
        cls, run: Run, outcome: Outcome, contract: Contract, files: dict[str, str], start_method: str | None
    ) -> Recording:
        """Make a recording of a traced run that kept its contract. Raises ValueError if it was not traced."""
        if run.trace is None:
            raise ValueError("a recording shows what its run did when; run it with trace=True")
        lines = []
        for line, pieces in zip(run.transcript.lines, outcome.match.pieces, strict=True):
            kept = (
                Piece(
                    piece.start,
                    piece.end,
                    piece.lane,
                    tuple(Hole(span.start, span.end, span.hole.name, span.hole.type.name) for span in piece.spans),
                )
                for piece in pieces
            )
            lines.append(Line(round(line.at, 4), line.text, tuple(kept)))
        return cls(
            snippet=contract.snippet,
            files=files,
            contract=contract.fingerprint,
            python=f"{run.interpreter.implementation} {run.interpreter.version}",
            free_threaded=run.interpreter.free_threaded,
            platform=run.interpreter.platform,
            start_method=start_method,
            seconds=round(run.seconds, 3),
            exit=run.transcript.exit,
            pids=tuple(sorted(run.transcript.pids)),
            program=run.transcript.program,
            lanes=tuple(
                Lane(lane.group, lane.inside, lane.label, lane.torn, lane.blocks) for lane in outcome.match.lanes
            ),
            lines=tuple(lines),
            claims=tuple(
                Claim(claim.name, claim.mode, claim.zh, claim.en, claim.mode != "sometimes" or claim.holds_in(outcome))
                for claim in contract.claims
            ),
            trace=run.trace,
        )

    @property
    def minor(self) -> str:
        """The Python's minor version, like "3.15"."""
        return ".".join(self.python.split()[-1].split(".")[:2])

    def transcript(self) -> Transcript:
        """What the run showed, to hold it against the contract again."""
        lines = tuple(TranscriptLine(line.text, line.at) for line in self.lines)
        return Transcript(lines, exit=self.exit, pids=frozenset(self.pids), program=self.program)

    def write(self, file: Path) -> None:
        """Write it, sealed."""
        data = asdict(self)
        trace = data.pop("trace")
        sealed.write(file, FORMAT, data | {f"trace_{key}": value for key, value in trace.items()})

    @classmethod
    def read(cls, file: Path) -> Recording:
        """Read a recording. Raises SealError if it is none, or was edited by hand."""
        data = sealed.read(file, FORMAT)
        data["trace"] = Trace(
            tuple(TraceLane(*lane) for lane in data.pop("trace_lanes")),
            tuple(Span(*span) for span in data.pop("trace_spans")),
            tuple(Mark(*mark) for mark in data.pop("trace_marks")),
            data.pop("trace_sampled"),
        )
        data["pids"] = tuple(data["pids"])
        data["lanes"] = tuple(Lane(**lane) for lane in data["lanes"])
        data["claims"] = tuple(Claim(**claim) for claim in data["claims"])
        data["lines"] = tuple(Line(at, text, tuple(map(_piece, pieces))) for at, text, pieces in data["lines"])
        return cls(**data)


def _piece(data: Any) -> Piece:  # noqa: ANN401  (what JSON gives)
    start, end, lane, holes = data
    return Piece(start, end, lane, tuple(Hole(*hole) for hole in holes))
