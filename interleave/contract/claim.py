"""Claims: named facts about runs, in both languages. Exemptions: where a contract does not hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal, get_args

from interleave.circumstance import Circumstance
from interleave.contract.matching import Stuck
from interleave.contract.mistake import ContractMistake
from interleave.contract.reading import Reading

Mode = Literal["always", "sometimes", "never"]
MODES: tuple[str, ...] = get_args(Mode)
ModeOf = Mode | Callable[[Circumstance], Mode]
Promise = Literal["language", "program", "cpython", "system"]
PROMISES: tuple[str, ...] = get_args(Promise)
Asked = Callable[[Reading], bool]
Applies = Callable[[Circumstance], bool]


class Mismatch(Exception):
    """A run that its contract does not allow. The message says where and why, in several lines.

    `stuck` is where all ways through the shape end, None when the shape is not what the run breaks.
    """

    def __init__(self, message: str, stuck: Stuck | None = None) -> None:
        super().__init__(message)
        self.stuck = stuck


@dataclass(frozen=True)
class Claim:
    """A named fact about a run.

    `mode` says whether it is true of every run, of some or of none; that of an outcome may be a function of the
    circumstance. `asked` is the author's function. `within` is in how many runs a sometimes-claim must be witnessed.
    `shown`: the recorded run must be a witness. `promise` is what the claim rests on: the documentation ("language"),
    the program's own construction ("program"), this implementation ("cpython") or the system ("system"); None where
    the author does not say. `outcome`: it is one of the contract's outcomes, of which each run shows exactly one.
    """

    name: str
    mode: ModeOf
    zh: str
    en: str
    asked: Asked
    within: int = 1
    shown: bool = False
    promise: Promise | None = None
    outcome: bool = False

    def mode_in(self, circumstance: Circumstance) -> Mode:
        """Give the mode in a circumstance. Raises ContractMistake when the author's function gives none."""
        if isinstance(self.mode, str):
            return self.mode
        try:
            mode = self.mode(circumstance)
        except Exception as error:
            raise ContractMistake(f"the mode of {self.name}: {_said(error)}; mend the function", self.mode) from error
        if mode not in MODES:
            what = f"the mode of {self.name} is {mode!r}; return one of {', '.join(MODES)}"
            raise ContractMistake(what, self.mode)
        return mode

    def under(self, circumstance: Circumstance) -> Claim:
        """Give the same claim with the mode that it has in a circumstance. Raises ContractMistake as `mode_in`."""
        return replace(self, mode=self.mode_in(circumstance))

    def holds_in(self, run: Reading) -> bool:
        """Ask the author's function about a run.

        Raises Mismatch when the function raises an exception, ContractMistake when it returns something else than a
        bool: without a `return` a never-claim would forbid nothing.
        """
        try:
            answer = run.told(self.name, self.asked)
        except Exception as error:
            raise Mismatch(f"claim {self.name} could not be asked: {_said(error)}") from error
        if not isinstance(answer, bool):
            what = f"claim {self.name} returned {answer!r}, and a claim returns True or False; add a return or bool()"
            raise ContractMistake(what, self.asked)
        return answer


@dataclass(frozen=True)
class Exemption:
    """Circumstances in which runs do not keep the contract, those that `applies` accepts, and why in both languages."""

    zh: str
    en: str
    applies: Applies


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
