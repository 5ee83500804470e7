"""Named facts about runs, in both languages: what claims and declared outcomes have in common."""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from interleave.contract.matching import Stuck
from interleave.contract.outcome import Outcome

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
        return answer(f"claim {self.name}", self.asked, run)


def answer(what: str, asked: Asked, run: Outcome) -> bool:
    """Ask an author's function about a run. An exception of it is a `Mismatch` that says what was asked."""
    try:
        return bool(asked(run))
    except Exception as error:
        raise Mismatch(f"{what} could not be asked: {type(error).__name__}: {error}") from error


def source(asked: Callable[..., object]) -> str:
    """Give the text of an author's function."""
    return textwrap.dedent(inspect.getsource(asked)).strip()
