"""The directories and environment variables of a run."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from interleave.run.shake import Shake

COLUMNS = 80
ROWS = 24

INSIDE = Path(__file__).parent / "inside"
_PREFIX = "interleave-"
_PATH = "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"

# The name of a socket holds 104 bytes on macOS (108 on Linux), and multiprocessing puts its sockets at
# TMPDIR/pymp-12345678/listener-12345678, where TMPDIR is <tmp>/interleave-12345678/tmp.
_LONGEST_TMP = 103 - len("/interleave-12345678/tmp/pymp-12345678/listener-12345678")


@dataclass(frozen=True, slots=True)
class Place:
    """The directories and files of one run, all of them in `base`.

    `home` is the working directory, which holds the program and its files and nothing else. `tmp` is TMPDIR. To
    `report` the run's Python processes write their ids, to `notes` what `inside/guarding.py` notes, to `trace` what
    `inside/tracing.py` notes. `program` is the name of the program's file.
    """

    base: Path
    home: Path
    tmp: Path
    report: Path
    notes: Path
    trace: Path
    program: str

    @property
    def semaphores(self) -> str:
        """What the names of this run's semaphores begin with, and no other run's."""
        return f"/mp-{self.base.name.removeprefix(_PREFIX)}"


@contextmanager
def place(program: Path, files: Sequence[Path]) -> Iterator[Place]:
    """Make the directories of a run, copy the program and its files to `home`, and remove everything at the end.

    Raises ValueError if two files have the same name and OSError if one cannot be copied.
    """
    sources = (program, *files)
    names = [source.name for source in sources]
    for name in names:
        if names.count(name) > 1:
            msg = f"two files of one run are named {name}"
            raise ValueError(msg)
    directory = tempfile.TemporaryDirectory(prefix=_PREFIX, dir=_tmp(), ignore_cleanup_errors=True)
    base = Path(directory.name)
    try:
        home, tmp = base / "run", base / "tmp"
        home.mkdir()
        tmp.mkdir()
        for source in sources:
            shutil.copyfile(source, home / source.name)
        report, notes, trace = base / "pids", base / "notes", base / "trace"
        for file in (report, notes, trace):
            file.touch()
        yield Place(base, home, tmp, report, notes, trace, program.name)
    finally:
        with suppress(RecursionError):
            directory.cleanup()
        if base.exists():  # Python 3.12 and older cannot remove what is nested too deep
            subprocess.run(["rm", "-rf", base], stderr=subprocess.DEVNULL, check=False)


def _tmp() -> str:
    usual = os.path.realpath(tempfile.gettempdir())
    # A run has a /dev/shm of its own.
    short = len(os.fsencode(usual)) <= _LONGEST_TMP and not f"{usual}/".startswith("/dev/shm/")  # noqa: S108
    return usual if short else os.path.realpath("/tmp")  # noqa: S108


def environment(python: str, home: str) -> dict[str, str]:
    """Return the environment variables that every program gets."""
    return {
        "PATH": f"{os.path.dirname(python)}:{_PATH}",  # noqa: PTH120
        "HOME": home,
        "PWD": home,  # as a shell has it
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "TERM": "dumb",
        "COLUMNS": str(COLUMNS),
        "LINES": str(ROWS),
        "NO_COLOR": "1",
        "PYTHON_COLORS": "0",
        "PYTHONUTF8": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def environment_at(
    python: str,
    at: Place,
    mark: str,
    start_method: str | None,
    processes: int,
    shake: Shake | None,
    *,
    trace: bool,
) -> dict[str, str]:
    """Return the environment variables of a run: those of every program, and those that the files in `inside/` read.

    `mark` is what the run's processes are recognised by, `processes` how many a run may start.
    """
    variables = environment(python, str(at.home)) | {
        "TMPDIR": str(at.tmp),
        "PYTHONPATH": str(INSIDE),
        "INTERLEAVE_RUN": mark,
        "INTERLEAVE_PIDS": str(at.report),
        "INTERLEAVE_PROCESSES": str(processes),
        "INTERLEAVE_SEMAPHORES": at.semaphores,
    }
    if start_method is not None:
        variables["INTERLEAVE_START_METHOD"] = start_method
    if shake is not None:
        variables["INTERLEAVE_SHAKE"] = shake.settings
        variables["PYTHONHASHSEED"] = str(shake.hash_seed)
    if trace:
        variables["INTERLEAVE_TRACE"] = str(at.trace)
    return variables
