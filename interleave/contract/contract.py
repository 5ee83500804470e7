"""A contract: the shape of what every run of a snippet prints, and claims about its runs.

`docs/en/how-outputs-are-proven.md` explains it to authors.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from interleave.circumstance import Build, Circumstance
from interleave.contract.claim import MODES, PROMISES, Applies, Asked, Claim, Exemption, Mismatch, ModeOf, Promise
from interleave.contract.explain import excerpt, explained, whole
from interleave.contract.facts import untrue
from interleave.contract.fingerprint import digest, logic
from interleave.contract.matching import Printed, Stuck, TooAmbiguousError, match
from interleave.contract.mistake import ContractMistake, authors_place
from interleave.contract.reading import Reading
from interleave.contract.shape import (
    AnyOrder,
    InOrder,
    Interleaved,
    Shape,
    described,
    hole_types,
    in_order,
    labels,
    parts,
    tearing,
)
from interleave.transcript import Transcript

SNIPPET = re.compile(r"[^/\\.][^/\\]*/[^/\\]+\.py")
"""How a snippet is named: by its path below `snippets/`, which is a chapter and a file."""

_MINOR = re.compile(r"3\.\d+")
"""How a minor version of Python is written."""

_SLOW_STEP = re.compile(r"Executing <.+> took \d+\.\d{3} seconds")
"""What asyncio logs in development mode of a step that took long: on a busy machine any step may."""

_UNKNOWN = Circumstance(Build("0.0"))


class Contract:
    """What the runs of a snippet print.

    `snippet` is its path below `snippets/`, `shapes` come in order, `exit` is the exit status of every run (negative
    for the signal that ends it), `files` are further programs of `snippets/` that it needs beside it, `seconds` is
    the time limit of one run. `may_hang`: a run need not end. One that does nothing for `seconds`, or computes for so
    long, is stopped; it keeps the contract as far as it came, and its exit status does not count. `since` is the first
    minor version of Python that has what it shows ("3.14"), `needs` names the packages that it imports and Python does
    not bring: on other Pythons its tests are skipped.

    Raises ContractMistake, with the author's file and line, if an argument is invalid.
    """

    def __init__(
        self,
        snippet: str,
        *shapes: str | Shape,
        exit: int = 0,
        files: Iterable[str] = (),
        seconds: float = 10.0,
        may_hang: bool = False,
        since: str = "",
        needs: Iterable[str] = (),
    ) -> None:
        for name, given in (("files", files), ("needs", needs)):
            if isinstance(given, str):
                raise ContractMistake(f"{name}={given!r} is a text; give a tuple: {name}=({given!r},)")
        if since and not _MINOR.fullmatch(since):
            raise ContractMistake(f'since={since!r} is no version of Python; give one like since="3.14"')
        for each in (snippet, *files):
            if not SNIPPET.fullmatch(each):
                raise ContractMistake(f"{each!r} is no snippet; give its path below snippets/, like process/pool.py")
        if not seconds > 0:
            raise ContractMistake(f"seconds={seconds!r} is no time limit; give more than 0")
        self.snippet = snippet
        self.shape = in_order(*shapes)
        if label := _twins(self.shape):
            raise ContractMistake(f"two lanes beside each other are named {label!r}; give each a name of its own")
        self.exit = exit
        self.files = tuple(files)
        self.seconds = seconds
        self.may_hang = may_hang
        self.since = since
        self.needs = tuple(needs)
        self.claims: list[Claim] = []
        self.exemptions: list[Exemption] = []
        self.file, self.line = authors_place()

    def always(self, *, zh: str, en: str, promise: Promise | None = None) -> Callable[[Asked], Asked]:
        """Claim what every run must show."""
        return self._claiming("always", zh, en, promise)

    def sometimes(
        self, *, zh: str, en: str, within: int = 50, shown: bool = False, promise: Promise | None = None
    ) -> Callable[[Asked], Asked]:
        """Claim what some run shows: a witness must come within so many runs.

        `shown`: the recorded run must be one.
        """
        return self._claiming("sometimes", zh, en, promise, within, shown)

    def never(self, *, zh: str, en: str, promise: Promise | None = None) -> Callable[[Asked], Asked]:
        """Claim what no run shows; the function says that the thing happened."""
        return self._claiming("never", zh, en, promise)

    def outcome(
        self, mode: ModeOf, *, zh: str, en: str, shown: bool = False, promise: Promise | None = None
    ) -> Callable[[Asked], Asked]:
        """Claim an outcome: all outcomes of a contract together split its runs, each run shows exactly one of them.

        `mode`: whether runs show it always, sometimes or never; or a function that is given the circumstance and
        says which. An outcome needs no witness; tallies count how often each came.
        """
        return self._claiming(mode, zh, en, promise, shown=shown, outcome=True)

    def exempt(self, *, zh: str, en: str) -> Callable[[Applies], Applies]:
        """Name circumstances in which runs do not keep the contract, and why.

        The decorated function is given a circumstance and says whether it is one of them. There some run must break
        the contract: an exemption that is not needed fails the tests.
        """
        if not zh.strip() or not en.strip():
            raise ContractMistake(f"an exemption of {self.snippet} lacks a language; give both zh and en")

        def exempting(applies: Applies) -> Applies:
            self.exemptions.append(Exemption(zh, en, applies))
            return applies

        return exempting

    def exempted(self, circumstance: Circumstance) -> Exemption | None:
        """Give the exemption that applies in a circumstance, if one does."""
        return next((each for each in self.exemptions if each.applies(circumstance)), None)

    def _claiming(
        self,
        mode: ModeOf,
        zh: str,
        en: str,
        promise: Promise | None,
        within: int = 1,
        shown: bool = False,
        outcome: bool = False,
    ) -> Callable[[Asked], Asked]:
        if not zh.strip() or not en.strip():
            raise ContractMistake(f"a claim of {self.snippet} lacks a language; give both zh and en")
        if isinstance(mode, str) and mode not in MODES:
            raise ContractMistake(f"{mode!r} is no mode of a claim; give one of {', '.join(MODES)}")
        if promise is not None and promise not in PROMISES:
            raise ContractMistake(f"{promise!r} is no promise of a claim; give one of {', '.join(PROMISES)}")

        def claiming(asked: Asked) -> Asked:
            name = getattr(asked, "__name__", "claim")
            if any(claim.name == name for claim in self.claims):
                raise ContractMistake(f"two claims of {self.snippet} are named {name}; rename one")
            self.claims.append(Claim(name, mode, zh, en, asked, within, shown, promise, outcome))
            return asked

        return claiming

    @property
    def first(self) -> tuple[int, ...]:
        """The first version of Python that can run the snippet, like (3, 14); empty for any."""
        return tuple(map(int, self.since.split("."))) if self.since else ()

    @property
    def outcomes(self) -> list[Claim]:
        """The claims that are outcomes."""
        return [claim for claim in self.claims if claim.outcome]

    @property
    def witnessed(self) -> list[Claim]:
        """The claims for which some run must be a witness: the sometimes-claims that are not outcomes."""
        return [claim for claim in self.claims if claim.mode == "sometimes" and not claim.outcome]

    def outcome_of(self, run: Reading) -> Claim:
        """Give the one outcome that a run shows.

        Raises Mismatch, with all that the run printed, when it shows none of the declared ones, or several.
        """
        found = [claim for claim in self.outcomes if claim.holds_in(run)]
        if len(found) == 1:
            return found[0]
        names = ", ".join(claim.name for claim in found or self.outcomes)
        why = f"this run shows several outcomes at once: {names}" if found else f"this run shows no outcome of {names}"
        raise Mismatch("\n".join([why, *whole(run.transcript)]))

    def shape_in(self, circumstance: Circumstance) -> Shape:
        """Give the shape of the runs in a circumstance: whether lanes may be torn depends on it."""
        return tearing(self.shape, buffered=circumstance.buffered, free_threaded=circumstance.free_threaded)

    def reading(self, transcript: Transcript, circumstance: Circumstance = _UNKNOWN) -> Reading:
        """Hold a run against the shape and the exit status. Lines may be torn where the circumstance tears them.

        Raises Mismatch that says where and why.
        """
        transcript = self._without_slow_steps(transcript, circumstance)
        texts = [line.text for line in transcript.lines]
        try:
            printed = Printed(texts, transcript.pids, transcript.whole, bool(transcript.hangs))
            found = match(self.shape_in(circumstance), printed)
        except TooAmbiguousError:
            raise Mismatch(
                "the lanes are too alike: whether this run keeps the contract cannot be told in time; "
                "let lines of different lanes differ"
            ) from None
        ended = self._objection_to_end(transcript)
        if isinstance(found, Stuck):
            raise Mismatch("\n".join([*filter(None, [ended]), explained(found, transcript)]), found)
        if ended:
            raise Mismatch("\n".join([ended, *excerpt(transcript, len(texts))]))
        if (objection := untrue(transcript, found)) is not None:
            line, why = objection
            raise Mismatch("\n".join([why, *excerpt(transcript, line)]))
        return Reading(transcript, found, circumstance)

    def _without_slow_steps(self, transcript: Transcript, circumstance: Circumstance) -> Transcript:
        """Leave out what development mode reports of the machine, unless the contract is about such reports."""
        if circumstance.setup != "dev" or "Executing " in repr(described(self.shape)):
            return transcript
        return replace(
            transcript, lines=tuple(each for each in transcript.lines if not _SLOW_STEP.fullmatch(each.text))
        )

    def ends_like(self, transcript: Transcript) -> bool:
        """Whether a run may end as this one did: by itself with the exit status, or not at all."""
        return self.may_hang if transcript.hangs else transcript.exit == self.exit

    def _objection_to_end(self, transcript: Transcript) -> str | None:
        if self.ends_like(transcript):
            return None
        return "it hangs" if transcript.hangs else f"exit status {transcript.exit}, wanted {self.exit}"

    def checked(self, transcript: Transcript, circumstance: Circumstance = _UNKNOWN) -> Reading:
        """Like `reading`, and ask every claim: all modes must be kept, and exactly one outcome must hold.

        Raises Mismatch that says where and why, ContractMistake if a claim or a mode returns something invalid.
        """
        run = self.reading(transcript, circumstance)
        for claim in self.broken_by(run):
            why = f"claim {claim.name} ({claim.mode}: {claim.en}) is broken by this run"
            raise Mismatch("\n".join([why, *excerpt(transcript, len(transcript.lines))]))
        if self.outcomes:
            self.outcome_of(run)
        return run

    def broken_by(self, run: Reading) -> Iterator[Claim]:
        """Give the claims that a run breaks, with their modes in its circumstance.

        An always-claim is broken if it does not hold, a never-claim if it does. Raises Mismatch if a claim's function
        raises an exception.
        """
        for each in self.claims:
            claim = each.under(run.circumstance)
            holds = claim.holds_in(run)  # asked in each mode: what comes sometimes is counted
            if (claim.mode == "always" and not holds) or (claim.mode == "never" and holds):
                yield claim

    @property
    def fingerprint(self) -> str:
        """A hash that changes when anything changes that decides whether a run keeps the contract."""
        claims = [
            [
                claim.name,
                claim.mode if isinstance(claim.mode, str) else logic(claim.mode),
                claim.outcome,
                logic(claim.asked),
            ]
            for claim in self.claims
        ]
        ends = [self.exit, *(["may hang"] if self.may_hang else [])]
        return digest([self.snippet, self.files, *ends, described(self.shape), claims])

    @property
    def wording(self) -> str:
        """A hash that changes when anything changes that the contract only says to readers."""
        claims = [[claim.name, claim.zh, claim.en, claim.promise] for claim in self.claims]
        holes = sorted({(kind.name, kind.zh, kind.en) for kind in hole_types(self.shape)})
        needs = [self.since, self.needs] if self.since or self.needs else []
        return digest([claims, labels(self.shape), holes, *needs])


def _twins(shape: Shape) -> str | None:
    """The name that two lanes have that stand beside each other, None if there are no such two."""
    beside = parts(shape) if isinstance(shape, Interleaved | AnyOrder) else ()
    names = [lane.label for lane in beside if isinstance(lane, InOrder) and lane.label]
    twins = [name for name in names if names.count(name) > 1]
    return next(filter(None, (*twins, *map(_twins, parts(shape)))), None)
