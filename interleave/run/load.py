"""Processes that compute beside a run, so that it gets less of the processor. They end by themselves."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGER = 10.0  # seconds that they may compute beyond the run's time limit
_ENDING = 5.0  # seconds to wait for the end of a killed process
_BUSY_FROM = 3  # processes to a core, on average over the last minute

# Ends when its time is over or when its parent has ended.
_BUSY = """
import os, sys, time
core, end, parent = sys.argv[1], time.monotonic() + float(sys.argv[2]), int(sys.argv[3])
if core and hasattr(os, "sched_setaffinity"):
    cores = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, [cores[int(core) % len(cores)]])
while time.monotonic() < end and os.getppid() == parent:
    for _ in range(100_000):
        pass
"""


@contextmanager
def load(processes: int, core: int | None, seconds: float) -> Iterator[None]:
    """Have `processes` processes compute beside a run of at most `seconds`; `core` is that of `Shake`."""
    busy = [_one(core, seconds + _LONGER) for _ in range(processes)]
    try:
        yield
    finally:
        for process in busy:
            process.kill()
        for process in busy:
            process.wait(_ENDING)


def is_busy() -> bool:
    """Whether others compete for the processor already, as the runs of a soak do with each other."""
    return os.getloadavg()[0] > _BUSY_FROM * (os.cpu_count() or 1)


@contextmanager
def one_core() -> Iterator[None]:
    """Start processes on one core only, drawn at random: they inherit that from the calling thread."""
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {random.choice(sorted(cores))})
    try:
        yield
    finally:
        os.sched_setaffinity(0, cores)


def _one(core: int | None, seconds: float) -> subprocess.Popen[bytes]:
    arguments = ["" if core is None else str(core), str(seconds), str(os.getpid())]
    return subprocess.Popen(
        [sys.executable, "-I", "-S", "-c", _BUSY, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
