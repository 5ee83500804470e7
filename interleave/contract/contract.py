"""A contract: the shape of what every run of a snippet prints, and claims about its runs."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from interleave.contract.claim import Asked, Claim, Mismatch, Mode, source
from interleave.contract.declared import MODES, Declared, Expected, fingerprint_of
from interleave.contract.explain import excerpt, explained
from interleave.contract.facts import untrue
from interleave.contract.matching import Stuck, TooAmbiguousError, match
from interleave.contract.mistake import ContractMistake, authors_place
from interleave.contract.outcome import Circumstances, Outcome
from interleave.contract.shape import Shape, described, in_order
from interleave.transcript import Transcript


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
        self.outcomes: list[Declared] = []
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

    def observed(self, expected: Expected, *, zh: str, en: str) -> Callable[[Asked], Asked]:
        """Declare an outcome of runs; the function says which runs come to it. `pytest --observe` tallies them.

        `expected`: whether runs come to it always, sometimes or never; or a function that is given the circumstances
        (version, free_threaded, start_method) and says which. A declaration says nothing about single runs, so it makes
        no recording stale.
        """
        if not zh.strip() or not en.strip():
            raise ContractMistake(f"an outcome of {self.snippet} lacks a language; give both zh and en")
        if isinstance(expected, str) and expected not in MODES:
            raise ContractMistake(f"{expected!r} is no expectation of {self.snippet}; give one of {', '.join(MODES)}")
        if getattr(expected, "__name__", "") == "<lambda>":  # its text is not the same on every Python
            raise ContractMistake(f"an expectation of {self.snippet} is a lambda; write a function with def")

        def declaring(asked: Asked) -> Asked:
            name = getattr(asked, "__name__", "outcome")
            if any(outcome.name == name for outcome in self.outcomes):
                raise ContractMistake(f"two outcomes of {self.snippet} are named {name}; rename one")
            self.outcomes.append(Declared(name, expected, zh, en, asked))
            return asked

        return declaring

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
            found = match(self.shape, texts, transcript.pids)
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
                [claim.name, claim.mode, claim.zh, claim.en, claim.shown, source(claim.asked)] for claim in self.claims
            ],
        }

    @property
    def fingerprint(self) -> str:
        """A hash that changes when anything changes that the contract says."""
        text = json.dumps(self.describe(), ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()

    @property
    def outcomes_fingerprint(self) -> str:
        """A hash that changes when anything changes that the declared outcomes say."""
        return fingerprint_of(self.outcomes)
