"""The options of this pytest, for its tests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from interleave.run import Shake

if TYPE_CHECKING:
    from pathlib import Path

    from interleave.plugin.soak import Soak
    from interleave.run import Interpreter


@dataclass(frozen=True)
class Settings:
    """The options of this pytest.

    `record` is the name of the recordings to renew (empty: all that there are, and the usual one), None without
    --record. `check`: tell an author of each contract what is right, what is wrong and what is next. `circumstances`:
    run the snippets in all circumstances.
    `seed` is the seed of each test's first run, the next run has the next seed; None for undisturbed runs. `soak` is
    None without --runs.
    """

    root: Path
    pythons: tuple[Interpreter, ...]
    record: str | None
    mutate: bool
    traced: bool
    check: bool
    circumstances: bool
    seed: int | None
    soak: Soak | None

    def shake(self, number: int) -> Shake | None:
        """Give the `Shake` of a test's `number`th run (from 1), None if it is undisturbed."""
        return None if self.seed is None else Shake.of(self.seed + number - 1)


settings_key = pytest.StashKey[Settings]()
