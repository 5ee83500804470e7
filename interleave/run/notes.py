"""What the run's processes noted through the audit hook (see inside/guarding.py), and the semaphores they leave."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from interleave.run.surroundings import Place

_MOST = 1_000_000  # bytes of notes to read
_SHARED = Path("/dev/shm")  # where Linux keeps semaphores  # noqa: S108


class Notes:
    """The notes of one run."""

    def __init__(self, at: Place) -> None:
        """Take the run's directories."""
        self._at = at

    @property
    def too_many(self) -> bool:
        """Whether a process tried to start more processes than a run may."""
        return any(word == "processes" for word, _ in self._read())

    @property
    def signalled_all(self) -> bool:
        """Whether a process tried to signal every process there is."""
        return any(word == "everybody" for word, _ in self._read())

    def clear_semaphores(self) -> list[str]:
        """Remove the semaphores of `multiprocessing` that the run left where others have theirs, and return the names.

        On a kernel that gives the run shared memory of its own there are none.
        """
        left = sorted(_SHARED.glob(f"sem.{self._at.semaphores.removeprefix('/')}-*"))
        for file in left:
            file.unlink(missing_ok=True)
        return [f"semaphore {file.name.removeprefix('sem.')}" for file in left]

    def _read(self) -> Iterator[tuple[str, str]]:
        """Yield the first word and the rest of each note."""
        with suppress(OSError), self._at.notes.open("rb") as file:
            for line in file.read(_MOST).splitlines():
                word, _, rest = os.fsdecode(line).partition(" ")
                yield word, rest
