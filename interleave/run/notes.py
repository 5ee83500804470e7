"""What the run's processes noted through the audit hook (see inside/guarding.py), and the shared memory they leave."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from interleave.run.surroundings import Place

_MOST = 1_000_000  # bytes of notes to read
_SHARED = Path("/dev/shm")  # where Linux keeps shared memory and semaphores  # noqa: S108
_SEMAPHORE = "sem."


class Notes:
    """The notes of one run."""

    def __init__(self, at: Place) -> None:
        """Take the run's directories, before it starts: the shared memory that is there now is not the run's."""
        self._at = at
        self._others = _shared()

    @property
    def too_many(self) -> bool:
        """Whether a process tried to start more processes than a run may."""
        return any(word == "processes" for word, _ in self._read())

    @property
    def signalled_all(self) -> bool:
        """Whether a process tried to signal every process there is."""
        return any(word == "everybody" for word, _ in self._read())

    def clear_memory(self) -> list[str]:
        """Remove the shared memory and semaphores that the run left, and return kind and name of each."""
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
        """Yield the first word and the rest of each note."""
        with suppress(OSError), self._at.notes.open("rb") as file:
            for line in file.read(_MOST).splitlines():
                word, _, rest = os.fsdecode(line).partition(" ")
                yield word, rest


def _shared() -> set[str]:
    """Return the names of all shared memory and semaphores on this machine."""
    with suppress(OSError):
        return {entry.name for entry in os.scandir(_SHARED)}
    return set()
