"""A recording: one real run of a snippet, kept beside it, with what its contract says about each part of it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from interleave.evidence import sealed
from interleave.evidence.tally import circumstance_of
from interleave.trace import Mark, Span, Trace, Track
from interleave.transcript import Line as TranscriptLine
from interleave.transcript import Transcript

if TYPE_CHECKING:
    from pathlib import Path

    from interleave.circumstance import Circumstance

KIND = "recording"


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
    """A line of the output and when it came, in seconds since the start; `after` is when it had not come yet.

    `stream` is where it was written: "stdout" or "stderr", empty where that was not noted.
    """

    at: float
    text: str
    stream: str
    pieces: tuple[Piece, ...]
    after: float = 0.0


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
    """A claim of the contract, with its mode in the recording's circumstance.

    `promise` is what it rests on, None where the author does not say. `outcome`: it is one of the contract's outcomes.
    `seen`: it is true of this run, as what holds always or never is of each.
    """

    name: str
    mode: str
    zh: str
    en: str
    promise: str | None
    outcome: bool
    seen: bool


class HoleWords(NamedTuple):
    """What stands in a type of holes, in the words of both languages."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Recording:
    """One run of a snippet, what its processes did in it, and the contract that it kept.

    `name` tells several recordings of one snippet apart; that of the usual one is empty. `files` has the SHA-256 of the
    snippet and of the programs beside it, `contract` the contract's fingerprint, `wording` that of its words.
    `cores` is on how many the run could go, None where it was not noted. `seconds` is how long the program ran.
    `program` is the id of the program's own process. `holes` has the words of each type of holes that occurs.
    `whole`, `hangs` and `began` are those of the transcript. `since` and `needs` are those of the contract.
    """

    snippet: str
    name: str
    files: dict[str, str]
    contract: str
    wording: str
    circumstance: Circumstance
    cores: int | None
    seconds: float
    exit: int
    pids: tuple[int, ...]
    program: int | None
    lanes: tuple[Lane, ...]
    lines: tuple[Line, ...]
    holes: dict[str, HoleWords]
    claims: tuple[Claim, ...]
    trace: Trace
    whole: bool = True
    hangs: tuple[str, ...] = ()
    began: float | None = None
    since: str = ""
    needs: tuple[str, ...] = ()

    def transcript(self) -> Transcript:
        """What the run showed, to hold it against the contract again."""
        lines = tuple(TranscriptLine(line.text, line.at, line.after) for line in self.lines)
        pids = frozenset(self.pids)
        return Transcript(lines, self.exit, pids, self.whole, self.program, self.hangs, self.began)

    def write(self, file: Path) -> None:
        """Write it, sealed."""
        data = asdict(self)
        trace = data.pop("trace")
        sealed.write(file, KIND, data | {f"trace_{key}": value for key, value in trace.items()})

    @classmethod
    def read(cls, file: Path) -> Recording:
        """Read a recording. Raises SealError if it is none, or was edited by hand."""
        return sealed.read(file, KIND, _recording)


def _recording(data: dict[str, Any]) -> Recording:
    data["trace"] = Trace(
        tuple(Track(*track) for track in data.pop("trace_tracks")),
        tuple(Span(*span) for span in data.pop("trace_spans")),
        tuple(Mark(*mark) for mark in data.pop("trace_marks")),
        data.pop("trace_sampled"),
    )
    data["circumstance"] = circumstance_of(data["circumstance"])
    data["pids"] = tuple(data["pids"])
    data["lanes"] = tuple(Lane(**lane) for lane in data["lanes"])
    data["holes"] = {name: HoleWords(*words) for name, words in data["holes"].items()}
    data["claims"] = tuple(Claim(**claim) for claim in data["claims"])
    data["lines"] = tuple(
        Line(at, text, stream, tuple(map(_piece, pieces)), *after) for at, text, stream, pieces, *after in data["lines"]
    )
    for key in ("hangs", "needs"):
        data[key] = tuple(data.get(key, ()))  # no recording had them before
    return Recording(**data)


def _piece(data: Any) -> Piece:  # noqa: ANN401  (what JSON gives)
    start, end, lane, holes = data
    return Piece(start, end, lane, tuple(Hole(*hole) for hole in holes))
