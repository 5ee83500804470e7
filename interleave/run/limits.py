"""What one run may take."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What one run may take.

    `seconds` for the program itself; `output` in bytes; `grace` in seconds, after the program's end, for what
    serves it to end too (the resource tracker and the fork server of `multiprocessing` do so by themselves);
    `processes` that it starts; `memory` in bytes, of all its processes together. (Those of files are fixed: see
    `inside/keeping.py`.)
    """

    seconds: float = 10.0
    output: int = 1_000_000
    grace: float = 2.0
    processes: int = 256
    memory: int = 2_000_000_000
