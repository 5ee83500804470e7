"""Whether a run could print an output: the contract's verdict, and the reason if no run could."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from interleave.circumstance import Build, Circumstance
from interleave.contract.claim import Claim, Mismatch
from interleave.contract.contract import Contract
from interleave.contract.matching import Stuck
from interleave.contract.reading import Reading
from interleave.contract.shape import Shape
from interleave.transcript import Transcript

VERSIONS = ((3, 11), (3, 12), (3, 13), (3, 14), (3, 15))
FREE_THREADED_SINCE = (3, 13)
START_METHODS = ("fork", "spawn", "forkserver")

_NUMBER = re.compile(r"[1-9][0-9]{0,18}")


class Only(NamedTuple):
    """A set of circumstances: those with one of these values on each axis, None for any value."""

    start_methods: tuple[str, ...] | None = None
    free_threaded: bool | None = None
    versions: tuple[tuple[int, int], ...] | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a contract says of an output.

    `only` are the circumstances in which a run may print it, None if no run may. The reason is then `stuck`, the place
    where all ways through the shape end; or `broken`, the first broken claim of each circumstance; or, if there is
    neither, how the run ends. `shows` are the sometimes-claims that hold for the output.
    """

    only: Only | None
    stuck: Stuck | None = None
    broken: tuple[Claim, ...] = ()
    shows: tuple[Claim, ...] = ()


class ManifoldError(Exception):
    """The circumstances in which an output is possible are no product of versions, start methods and builds."""


def circumstances(start_methods: Sequence[str | None] = (None,)) -> tuple[Circumstance, ...]:
    """Give the circumstances that a quiz is asked about: each version, with and without the GIL, each start method."""
    return tuple(
        Circumstance(Build(".".join(map(str, version)), free_threaded), start_method)
        for version in VERSIONS
        for free_threaded in ((False, True) if version >= FREE_THREADED_SINCE else (False,))
        for start_method in start_methods
    )


def offered(texts: Sequence[str], exit: int = 0, *, whole: bool = True, hangs: bool = False) -> Transcript:
    """Make the transcript of an output that was not printed by a run.

    Each number in it counts as the id of a process of the run. The program's own id is unknown, and where it hangs.
    """
    numbers = (int(number) for text in texts for number in _NUMBER.findall(text))
    return Transcript.of(*texts, exit=exit, pids=frozenset(numbers), whole=whole, hangs=("",) if hangs else ())


def judged(contract: Contract, transcript: Transcript, asked: Sequence[Circumstance]) -> Verdict:
    """Say whether a run under one of the circumstances may give this transcript.

    Raises ManifoldError, and Mismatch when the contract itself cannot tell.
    """
    runs, stuck = _readings(contract, transcript, asked)
    if not runs:
        return Verdict(None, stuck)
    broken = [next(contract.broken_by(run), None) for run in runs]
    kept = [run for run, claim in zip(runs, broken, strict=True) if claim is None]
    if not kept:
        return Verdict(None, broken=tuple(dict.fromkeys(filter(None, broken))))
    only = _only([run.circumstance for run in kept], asked)
    if contract.outcomes:
        contract.outcome_of(kept[0])
    shown = (claim.under(run.circumstance) for claim in contract.claims for run in kept if claim.holds_in(run))
    return Verdict(only, shows=tuple(dict.fromkeys(claim for claim in shown if claim.mode == "sometimes")))


def _readings(
    contract: Contract, transcript: Transcript, asked: Sequence[Circumstance]
) -> tuple[list[Reading], Stuck | None]:
    """Read an output under each circumstance; without any reading, tell where the first one got stuck.

    Raises Mismatch when the contract itself cannot tell.
    """
    found: dict[Shape, Reading | Mismatch] = {}
    runs = []
    for each in asked:
        if (shape := contract.shape_in(each)) not in found:
            try:
                found[shape] = contract.reading(transcript, each)
            except Mismatch as mismatch:
                if mismatch.stuck is None and contract.ends_like(transcript):
                    raise
                found[shape] = mismatch
        if isinstance(run := found[shape], Reading):
            runs.append(run.under(each))
    return runs, next((why.stuck for why in found.values() if isinstance(why, Mismatch)), None)


_AXES: dict[str, Callable[[Circumstance], object]] = {
    "start_methods": lambda each: each.start_method,
    "free_threaded": lambda each: each.free_threaded,
    "versions": lambda each: each.version,
}


def _only(kept: Sequence[Circumstance], asked: Sequence[Circumstance]) -> Only:
    """The fewest axes that tell the circumstances kept from the others."""
    for count in range(len(_AXES) + 1):
        for axes in itertools.combinations(_AXES, count):
            told: dict[str, Any] = {axis: tuple(dict.fromkeys(map(_AXES[axis], kept))) for axis in axes}
            if list(kept) == [each for each in asked if all(_AXES[axis](each) in told[axis] for axis in axes)]:
                if "free_threaded" in told:
                    (told["free_threaded"],) = told["free_threaded"]
                return Only(**told)
    raise ManifoldError
