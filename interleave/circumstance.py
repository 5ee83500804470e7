"""How a program is run: on which build of Python, and under what else a reader may run it.

The caller of a run chooses a circumstance, and the run carries it. The mode of an outcome may depend on it, and each
row of a tally has one as its key. It is plain data.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Output = Literal["terminal", "pipe", "file"]


@dataclass(frozen=True, slots=True)
class Setup:
    """Something that a reader may have set, and that should make no difference to what a program prints.

    `options` are given to Python in front of the program. `variables` are set in the environment, or not set in it
    where the value is None. `elsewhere`: the program is started from another directory than its own. `one_core`: it may
    use one core only. `busy` is how many processes compute beside it. `sleepless`: it sleeps for 0 seconds wherever it
    calls `sleep`, as when a reader takes the sleeps out.
    """

    options: tuple[str, ...] = ()
    variables: tuple[tuple[str, str | None], ...] = ()
    elsewhere: bool = False
    one_core: bool = False
    busy: int = 0
    sleepless: bool = False

    @property
    def buffered(self) -> bool:
        """Whether Python still buffers what the program prints."""
        return "-u" not in self.options


SETUPS = {
    "u": Setup(options=("-u",)),
    "dev": Setup(options=("-X", "dev")),
    "error": Setup(options=("-W", "error")),
    "optimize": Setup(options=("-O",)),
    "elsewhere": Setup(elsewhere=True),
    "colours": Setup(variables=(("TERM", "xterm-256color"), ("NO_COLOR", None), ("PYTHON_COLORS", None))),
    "unmarked": Setup(variables=(("PYTHONNODEBUGRANGES", "1"),)),
    "locale": Setup(variables=(("LC_ALL", "C"), ("LANG", "C"), ("PYTHONUTF8", "0"), ("PYTHONCOERCECLOCALE", "0"))),
    "encoding": Setup(variables=(("PYTHONUTF8", "0"), ("PYTHONIOENCODING", "latin-1"))),
    "one-core": Setup(one_core=True),
    "loaded": Setup(busy=4),
    "sleepless": Setup(sleepless=True),
}
"""What a reader may have set, by name: development mode, warnings as errors and so on."""


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
    standard output is. `buffered` is false where PYTHONUNBUFFERED is set or `-u` given. `shaken` is true where the
    schedule was disturbed (see `interleave.run.shake`). `setup` is the name of what else is set, one of `SETUPS`.
    """

    build: Build
    start_method: str | None = None
    output: Output = "terminal"
    buffered: bool = True
    shaken: bool = False
    setup: str = ""

    @property
    def version(self) -> tuple[int, int]:
        """Major and minor version of the Python."""
        return self.build.version

    @property
    def free_threaded(self) -> bool:
        """Whether the Python was built without the GIL."""
        return self.build.free_threaded

    @property
    def usual(self) -> bool:
        """Whether it is a run from the command line, as most readers make it: on a terminal, and nothing is set."""
        return self.output == "terminal" and self.buffered and not self.setup

    def __str__(self) -> str:
        """Name it for a person, as test ids do: "3.15-fork", "3.14t-pipe"."""
        parts = [self.build.minor, self.start_method, "" if self.output == "terminal" else self.output]
        parts += ["" if self.buffered else "unbuffered", self.setup, "shaken" if self.shaken else ""]
        return "-".join(filter(None, parts))
