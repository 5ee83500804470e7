"""What a pytest session was asked for, for its tests to look up."""

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
    """What this pytest was asked for.

    `record` is the name of the recordings to renew (empty for the usual ones), None if none are. `recorded_on` is the
    Python minor version of all usual recordings, empty for any. `seed` is that of each test's first run's `Shake`, the
    seeds of its later runs follow; None for undisturbed runs. `soak` is there for `--runs`.
    """

    root: Path
    pythons: tuple[Interpreter, ...]
    record: str | None
    mutate: bool
    traced: bool
    recorded_on: str
    seed: int | None
    soak: Soak | None

    def shake(self, number: int) -> Shake | None:
        """Give the disturbance of a test's `number`th run (from 1)."""
        return None if self.seed is None else Shake.of(self.seed + number - 1)


settings_key = pytest.StashKey[Settings]()
