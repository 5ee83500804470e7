"""Measures when the threads of a run were on a processor: reads the system's counts every millisecond (Linux only).

The system counts for each thread how long it has run, and updates the count when the thread leaves its processor and,
while it runs, every few milliseconds. If a count has grown, the thread ran for so long until a moment between the two
readings. How much it ran from one event to the next is told exactly by its own clock, which only the thread can read
(`inside/tracing.py`); the counts tell where in between, where that is long.
"""

from __future__ import annotations

import os
import sys
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from interleave.run.processes import Processes

_INTERVAL = 0.001  # seconds from one reading to the next


@dataclass(slots=True)
class Samples:
    """What was measured, in seconds on the monotonic clock; empty on other systems than Linux.

    `ran` has, by the system's id of a thread, the stretches in which it ran, in order, to about a millisecond; `queued`
    those in which it waited for a core. `alive` has, by process id, when the process was last seen alive.
    """

    ran: dict[int, list[tuple[float, float]]] = field(default_factory=dict)
    queued: dict[int, list[tuple[float, float]]] = field(default_factory=dict)
    alive: dict[int, float] = field(default_factory=dict)


def cores() -> int:
    """Give the number of processors on which this process and its children may run."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def sampling(processes: Processes) -> Iterator[Samples]:
    """Sample the run's Python processes until the block ends."""
    samples = Samples()
    over = threading.Event()
    sampler = threading.Thread(target=_sample_on_time, args=(processes, samples, over), name="sampler")
    if sys.platform == "linux":
        sampler.start()
    try:
        yield samples
    finally:
        over.set()
        if sampler.ident is not None:
            sampler.join()


def _sample_on_time(processes: Processes, samples: Samples, over: threading.Event) -> None:
    with suppress(OSError):  # a late sampler misses short stretches; only root may ask for a higher priority
        os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(1))  # of this thread
    _sample(processes, samples, over)


def _sample(processes: Processes, samples: Samples, over: threading.Event) -> None:
    counts: dict[int, tuple[float, int, int, float]] = {}
    while not over.wait(_INTERVAL):
        for pid in processes.reported:
            if not _is_alive(pid):
                continue
            now = samples.alive[pid] = monotonic()
            for thread in _threads(pid):
                ran, queued = _counts(pid, thread)
                before, ran_then, queued_then, left_then = counts.get(thread, (now, 0, 0, 0.0))
                waited, busy = max(0, queued - queued_then) / 1e9, max(0, ran - ran_then) / 1e9
                left = _left(before, now, left_then + waited + busy)
                counts[thread] = now, ran, queued, left
                came = left - busy
                if left > came:
                    samples.ran.setdefault(thread, []).append((came, left))
                if waited:  # it has come on a core
                    samples.queued.setdefault(thread, []).append((came - waited, came))


def _left(before: float, now: float, earliest: float) -> float:
    """Estimate when a thread left its core between two readings: it can have waited and run only after it left before.

    A late reading has all of a long wait in it, and half of that lay before the reading if the middle were taken.
    """
    return min(now, max((before + now) / 2, earliest))


def _is_alive(pid: int) -> bool:
    """Tell whether a process exists and is no zombie."""
    with suppress(OSError, IndexError), open(f"/proc/{pid}/stat", "rb") as file:  # noqa: PTH123  (every millisecond)
        return file.read().rpartition(b") ")[2][:1] not in b"ZX"
    return False


def _threads(pid: int) -> list[int]:
    with suppress(OSError):
        return [int(name) for name in os.listdir(f"/proc/{pid}/task")]  # noqa: PTH208
    return []


def _counts(pid: int, thread: int) -> tuple[int, int]:
    """Return for how long a thread has run and for how long it waited for a core, in nanoseconds."""
    with suppress(OSError, IndexError), open(f"/proc/{pid}/task/{thread}/schedstat", "rb") as file:  # noqa: PTH123
        ran, queued, _ = file.read().split()
        return int(ran), int(queued)
    return 0, 0
