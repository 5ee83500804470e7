"""When the threads of a run were on a processor: the system's own counts, read every millisecond (Linux only).

Python cannot say from inside when a thread waits for the GIL or for a processor. The system counts for each thread how
long it has run, and brings the count up to date when the thread leaves its processor: a count that has grown by some
time has been running just that long until then.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from interleave.run.processes import Processes

_INTERVAL = 0.001  # seconds


@dataclass(slots=True)
class Samples:
    """What was seen, in seconds on the monotonic clock; nothing where the system does not tell.

    `ran` has for each thread, by the system's id, from when to when it ran, in order; `alive` for each process when it
    was last seen alive.
    """

    ran: dict[int, list[tuple[float, float]]] = field(default_factory=dict)
    alive: dict[int, float] = field(default_factory=dict)


@contextmanager
def sampling(processes: Processes) -> Iterator[Samples]:
    """Sample the run's Python processes while this goes on."""
    samples = Samples()
    over = threading.Event()
    sampler = threading.Thread(target=_sample, args=(processes, samples, over), name="sampler")
    if sys.platform == "linux":
        sampler.start()
    try:
        yield samples
    finally:
        over.set()
        if sampler.ident is not None:
            sampler.join()


def _sample(processes: Processes, samples: Samples, over: threading.Event) -> None:
    counts: dict[int, int] = {}
    with suppress(OSError):  # who may be late sees nothing; but not everybody may be first
        os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(1))
    while not over.wait(_INTERVAL):
        for pid in processes.reported:
            if not _is_alive(pid):
                continue
            samples.alive[pid] = time.monotonic()
            for thread in _threads(pid):
                ran = _ran(pid, thread)
                now = time.monotonic()
                grown = ran - counts.get(thread, 0)
                counts[thread] = ran
                if grown > 0:
                    samples.ran.setdefault(thread, []).append((now - grown / 1e9, now))


def _is_alive(pid: int) -> bool:
    """Tell whether a process is there and no zombie."""
    with suppress(OSError, IndexError), open(f"/proc/{pid}/stat", "rb") as file:  # noqa: PTH123  (every millisecond)
        return file.read().rpartition(b") ")[2][:1] not in b"ZX"
    return False


def _threads(pid: int) -> list[int]:
    with suppress(OSError):
        return [int(name) for name in os.listdir(f"/proc/{pid}/task")]  # noqa: PTH208
    return []


def _ran(pid: int, thread: int) -> int:
    """Give for how long a thread has run, in nanoseconds."""
    with suppress(OSError, IndexError), open(f"/proc/{pid}/task/{thread}/schedstat", "rb") as file:  # noqa: PTH123
        return int(file.read().split()[0])
    return 0
