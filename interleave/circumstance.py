"""How a program is run: on which build of Python, and under what else a reader may run it.

The caller of a run chooses a circumstance, and the run carries it. The mode of an outcome may depend on it, and each
row of a tally has one as its key. It is plain data.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Output = Literal["terminal", "pipe"]


@dataclass(frozen=True, slots=True)
class Build:
    """A build of Python on a platform.

    `implementation` is "CPython" and its like, `release` the full version ("3.15.2"), `free_threaded` whether it was
    built without the GIL, `platform` system and machine ("Linux x86_64").
    """

    release: str
    free_threaded: bool = False
    implementation: str = "CPython"
    platform: str = ""

    @property
    def version(self) -> tuple[int, int]:
        """Major and minor version."""
        major, minor = self.release.split(".")[:2]
        return int(major), int(minor)

    @property
    def minor(self) -> str:
        """The minor version as people write it: "3.15", or "3.15t" for a free-threaded build."""
        return ".".join(map(str, self.version)) + "t" * self.free_threaded

    def __str__(self) -> str:
        """Give implementation and full version: "CPython 3.14.0t" is a free-threaded build."""
        return f"{self.implementation} {self.release}{'t' * self.free_threaded}"


@dataclass(frozen=True, slots=True)
class Circumstance:
    """One way to run a program.

    `start_method` is how `multiprocessing` starts processes, None where that makes no difference. `output` is what
    standard output is. `buffered` is false where PYTHONUNBUFFERED is set. `shaken` is true where the schedule was
    disturbed (see `interleave.run.shake`).
    """

    build: Build
    start_method: str | None = None
    output: Output = "terminal"
    buffered: bool = True
    shaken: bool = False

    @property
    def version(self) -> tuple[int, int]:
        """Major and minor version of the Python."""
        return self.build.version

    @property
    def free_threaded(self) -> bool:
        """Whether the Python was built without the GIL."""
        return self.build.free_threaded

    def __str__(self) -> str:
        """Name it for a person, as test ids do: "3.15-fork", "3.14t-pipe"."""
        parts = [self.build.minor, self.start_method, "" if self.output == "terminal" else self.output]
        parts += ["" if self.buffered else "unbuffered", "shaken" if self.shaken else ""]
        return "-".join(filter(None, parts))
