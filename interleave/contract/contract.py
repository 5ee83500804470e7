"""A contract: the shape of what every run of a snippet prints, and claims about its runs."""

from __future__ import annotations

import hashlib
import inspect
import json
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from interleave.contract.explain import excerpt, explained
from interleave.contract.facts import untrue
from interleave.contract.matching import Search, Stuck, TooAmbiguousError
from interleave.contract.mistake import ContractMistake, authors_place
from interleave.contract.outcome import Circumstances, Outcome
from interleave.contract.shape import Shape, described, in_order
from interleave.transcript import Transcript

Mode = Literal["always", "sometimes", "never"]
Asked = Callable[[Outcome], bool]


class Mismatch(Exception):
    """A run that its contract does not allow. The message says where and why, in several lines.

    `stuck` is where all ways through the shape end, None when the shape is not what the run breaks.
    """

    def __init__(self, message: str, stuck: Stuck | None = None) -> None:
        super().__init__(message)
        self.stuck = stuck


@dataclass(frozen=True)
class Claim:
    """A named fact about a run, in both languages.

    `within`: in how many runs a sometimes-claim must be witnessed. `shown`: the recorded run must be a witness.
    """

    name: str
    mode: Mode
    zh: str
    en: str
    asked: Asked
    within: int = 1
    shown: bool = False

    def holds_in(self, run: Outcome) -> bool:
        """Ask this run. An exception of the claim's function is a `Mismatch` that names it."""
        try:
            return bool(self.asked(run))
        except Exception as error:
            raise Mismatch(f"claim {self.name} could not be asked: {type(error).__name__}: {error}") from error


@dataclass(frozen=True, slots=True)
class Spare:
    """Why a mutant may survive. `sometimes`: it need not."""

    why: str
    sometimes: bool


class Contract:
    """What the runs of a snippet print.

    `snippet` is its path below `snippets/`, `shapes` come in order, `exit` is the exit status of every run (negative
    for the signal that ends it), `files` are further programs of `snippets/` that it needs beside it, `seconds` is
    the time limit of one run.

    Raises ContractMistake, with the author's file and line, for what can not be meant.
    """

    def __init__(
        self,
        snippet: str,
        *shapes: str | Shape,
        exit: int = 0,
        files: tuple[str, ...] = (),
        seconds: float = 10.0,
    ) -> None:
        if not snippet.endswith(".py"):
            raise ContractMistake(f"{snippet!r} is no snippet; give its path below snippets/, like process/pool.py")
        self.snippet = snippet
        self.shape = in_order(*shapes)
        self.exit = exit
        self.files = files
        self.seconds = seconds
        self.claims: list[Claim] = []
        self.spares: dict[str, Spare] = {}
        self.file, self.line = authors_place()

    def always(self, *, zh: str, en: str) -> Callable[[Asked], Asked]:
        """Claim what every run must show."""
        return self._claiming("always", zh, en)

    def sometimes(self, *, zh: str, en: str, within: int = 50, shown: bool = False) -> Callable[[Asked], Asked]:
        """Claim what some run shows: a witness must come within so many runs."""
        return self._claiming("sometimes", zh, en, within, shown)

    def never(self, *, zh: str, en: str) -> Callable[[Asked], Asked]:
        """Claim what no run shows; the function says that the thing happened."""
        return self._claiming("never", zh, en)

    def _claiming(self, mode: Mode, zh: str, en: str, within: int = 1, shown: bool = False) -> Callable[[Asked], Asked]:
        if not zh.strip() or not en.strip():
            raise ContractMistake(f"a claim of {self.snippet} lacks a language; give both zh and en")

        def claiming(asked: Asked) -> Asked:
            name = getattr(asked, "__name__", "claim")
            if any(claim.name == name for claim in self.claims):
                raise ContractMistake(f"two claims of {self.snippet} are named {name}; rename one")
            self.claims.append(Claim(name, mode, zh, en, asked, within, shown))
            return asked

        return claiming

    def spared(self, *mutants: str, why: str, sometimes: bool = False) -> None:
        """Say in one line why no contract can tell these mutants of the program from it; `pytest --mutate` names them.

        `sometimes`: on some machines or some Pythons it can. An explanation says nothing about runs of the program
        itself, so it makes no recording stale.
        """
        if not mutants or not why.strip() or "\n" in why:
            raise ContractMistake(f"spared() of {self.snippet} explains nothing; give mutants, and why in one line")
        twice = [name for name in mutants if name in self.spares]
        if twice:
            raise ContractMistake(f"{twice[0]!r} of {self.snippet} is spared twice; remove one")
        self.spares.update(dict.fromkeys(mutants, Spare(why, sometimes)))

    def of_mode(self, mode: Mode) -> list[Claim]:
        """The claims with this mode."""
        return [claim for claim in self.claims if claim.mode == mode]

    def outcome(self, transcript: Transcript, circumstances: Circumstances | None = None) -> Outcome:
        """Hold a run against the shape and the exit status.

        Raises Mismatch that says where and why.
        """
        texts = [line.text for line in transcript.lines]
        try:
            found = Search(self.shape, texts, transcript.pids).result()
        except TooAmbiguousError:
            raise Mismatch(
                "the lanes are too alike: whether this run keeps the contract can not be told in time; "
                "let lines of different lanes differ"
            ) from None
        if isinstance(found, Stuck):
            told = f"exit status {transcript.exit}, wanted {self.exit}\n" if transcript.exit != self.exit else ""
            raise Mismatch(told + explained(found, transcript), found)
        if not transcript.whole:
            raise Mismatch("\n".join(["the last line has no line end", *excerpt(transcript, len(texts) - 1)]))
        if transcript.exit != self.exit:
            raise Mismatch(
                "\n".join([f"exit status {transcript.exit}, wanted {self.exit}", *excerpt(transcript, len(texts))])
            )
        if (objection := untrue(transcript, found)) is not None:
            line, why = objection
            raise Mismatch("\n".join([why, *excerpt(transcript, line)]))
        return Outcome(transcript, found, circumstances or Circumstances())

    def checked(self, transcript: Transcript, circumstances: Circumstances | None = None) -> Outcome:
        """Like `outcome`, and every always- and never-claim is asked too.

        Raises Mismatch that says where and why.
        """
        run = self.outcome(transcript, circumstances)
        for claim in self.broken_by(run):
            raise Mismatch(
                "\n".join(
                    [
                        f"claim {claim.name} ({claim.mode}: {claim.en}) is broken by this run",
                        *excerpt(transcript, len(transcript.lines)),
                    ]
                )
            )
        return run

    def broken_by(self, run: Outcome) -> Iterator[Claim]:
        """Give the always- and never-claims that a run breaks. Raises Mismatch for one that could not be asked."""
        for claim in self.claims:
            if claim.mode != "sometimes" and claim.holds_in(run) is (claim.mode == "never"):
                yield claim

    def describe(self) -> dict[str, Any]:
        """The contract as plain data, the same on every Python."""
        return {
            "snippet": self.snippet,
            "files": list(self.files),
            "exit": self.exit,
            "shape": described(self.shape),
            "claims": [
                [claim.name, claim.mode, claim.zh, claim.en, claim.shown, _source(claim.asked)] for claim in self.claims
            ],
        }

    @property
    def fingerprint(self) -> str:
        """A hash that changes when anything changes that the contract says."""
        text = json.dumps(self.describe(), ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()


def _source(asked: Asked) -> str:
    return textwrap.dedent(inspect.getsource(asked)).strip()
