"""The limits of one run."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one run; those of files are fixed (see `inside/keeping.py`).

    `seconds` is how long the program may run, not counting (up to three times as long) what it waited for a core on a
    busy machine, `output` how many bytes it may write. `grace` is how many seconds the processes that it started have
    to end after it, as the resource tracker and the fork server of `multiprocessing` do by themselves. `processes` is
    how many it may start, `memory` how many bytes all of them together may use.

    `hangs` is for a program that need not end, None for one that must: it hangs when for so many seconds it printed
    nothing and used no processor time, or used so many seconds of it, or when it reaches the limit.
    """

    seconds: float = 10.0
    output: int = 1_000_000
    grace: float = 2.0
    processes: int = 256
    memory: int = 2_000_000_000
    hangs: float | None = None
