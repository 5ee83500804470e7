"""What the processes of a run noted about themselves (see inside/guarding.py), and the shared memory they leave."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from interleave.run.surroundings import Place

_MOST = 1_000_000  # bytes of notes that are read
_SHARED = Path("/dev/shm")  # where Linux keeps shared memory and semaphores  # noqa: S108
_SEMAPHORE = "sem."


class Notes:
    """The notes of one run."""

    def __init__(self, at: Place) -> None:
        """Begin to read the notes of the run at `at`, before it starts."""
        self._at = at
        self._others = _shared()

    @property
    def too_many(self) -> bool:
        """Whether a process was about to start more processes than a run may."""
        return any(word == "processes" for word, _ in self._read())

    @property
    def offences(self) -> list[str]:
        """A plain line for each thing that no program may do, in the order of the first times."""
        lines = {
            "outside": "tried to write outside its directory: {}",
            "everybody": "tried to signal every process there is",
        }
        return list(dict.fromkeys(lines[word].format(what) for word, what in self._read() if word in lines))

    def clear_memory(self) -> list[str]:
        """Remove the run's shared memory and semaphores that are still there, and name them."""
        own = _shared() - self._others
        semaphores = {name for name in own if name.startswith(f"{_SEMAPHORE}{self._at.semaphores.removeprefix('/')}-")}
        noted = {os.path.relpath(what, _SHARED) for word, what in self._read() if word == "memory"}
        left = []
        for name in sorted(own & (semaphores | noted)):
            with suppress(OSError):
                (_SHARED / name).unlink()
                left.append(
                    f"semaphore {name.removeprefix(_SEMAPHORE)}" if name in semaphores else f"shared memory {name}"
                )
        return left

    def _read(self) -> Iterator[tuple[str, str]]:
        """Give the first word and the rest of each note."""
        with suppress(OSError), self._at.notes.open("rb") as file:
            for line in file.read(_MOST).splitlines():
                word, _, rest = os.fsdecode(line).partition(" ")
                yield word, rest


def _shared() -> set[str]:
    """Give the names of all shared memory that there is."""
    with suppress(OSError):
        return {entry.name for entry in os.scandir(_SHARED)}
    return set()
