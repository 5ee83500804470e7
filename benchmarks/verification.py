"""What it takes to verify all snippets: `python benchmarks/verification.py [--runs N] [--python PATH] [--shake]`.

Runs every contract N times, as `pytest --runs N` does, and prints the wall time beside the least it could be: the
processor time of everything that was started, over the cores, or the longest single run if that is longer. Then the
same with every snippet there twice, and how all three grow. On a machine that others use, too, the wall time is theirs
as well: compare ratios.
"""

# ruff: noqa: T201

from __future__ import annotations

import argparse
import ctypes
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from interleave.run.sampling import cores
from interleave.trial.many import Journal

ROOT = Path(__file__).parents[1]
_SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER: what loses its parent comes to us, and its processor time with it


class Measured(NamedTuple):
    """Seconds: of wall time, of processor time of all that was started, of the longest run; and how many runs."""

    wall: float
    cpu: float
    longest: float
    runs: int

    @property
    def limit(self) -> float:
        """The least wall time that is possible."""
        return max(self.longest, self.cpu / cores())


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _measured(book: Path, options: list[str], *, adopts: bool = False) -> Measured:
    """Run pytest; a process that `adopts` orphans has no children but them, and waits for them."""
    before, start = _cpu(), time.perf_counter()
    command = [sys.executable, "-m", "pytest", "-q", "-k", "holds", "tests/snippets", *options]
    done = subprocess.run(command, cwd=book, capture_output=True, text=True, check=False)
    wall = time.perf_counter() - start
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    with suppress(ChildProcessError):
        while adopts:
            os.waitpid(-1, 0)
    seconds = [result.seconds for result in Journal.resume(book / ".soak" / "journal.jsonl").done.values()]
    return Measured(wall, _cpu() - before, max(seconds), len(seconds))


def _book(room: Path, *, twice: bool) -> Path:
    """Copy the book; `twice` gives each snippet with a contract a second time, in a chapter of its own."""
    book = room / ("twice" if twice else "once")
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "snippets", book / "snippets", ignore=ignored)
    shutil.copytree(ROOT / "tests" / "snippets", book / "tests" / "snippets", ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", book)
    if twice:
        for contract in sorted((book / "tests" / "snippets").glob("*/test_*.py")):
            chapter, name = contract.parent.name, contract.name.removeprefix("test_")
            for room_, path in (("snippets", name), ("tests/snippets", contract.name)):
                there = book / room_ / f"{chapter}_again" / path
                there.parent.mkdir(exist_ok=True)
                text = (book / room_ / chapter / path).read_text("utf-8")
                there.write_text(text.replace(f'"{chapter}/{name}"', f'"{chapter}_again/{name}"'), "utf-8")
    return book


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=5, help="of each contract (default %(default)s)")
    options.add_argument("--python", action="append", help="the Python that runs the snippets (default: this one)")
    options.add_argument("--shake", action="store_true", help="disturb their schedules")
    options.add_argument("--workers", help="how many processes do it")
    asked = options.parse_args()
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)
    given = ["--runs", str(asked.runs), *(f"--python={path}" for path in asked.python or [])]
    given += ["--shake=1"] if asked.shake else []
    given += ["--workers", asked.workers] if asked.workers else []
    print(f"{cores()} cores, {asked.runs} runs of each contract")
    print(f"{'':8}{'runs':>6}{'wall':>10}{'processor':>11}{'longest':>10}{'limit':>10}{'wall / limit':>14}")
    with tempfile.TemporaryDirectory() as room:
        measured = [
            (name, _measured(_book(Path(room), twice=name == "twice"), given, adopts=True))
            for name in ("once", "twice")
        ]
    for name, made in measured:
        print(
            f"{name:8}{made.runs:6}{made.wall:8.1f} s{made.cpu:9.1f} s{made.longest:8.2f} s{made.limit:8.1f} s"
            f"{made.wall / made.limit:14.2f}"
        )
    (_, once), (_, twice) = measured
    print(
        f"twice the snippets take {twice.wall / once.wall:.2f} times the wall, {twice.cpu / once.cpu:.2f} the processor"
    )


if __name__ == "__main__":
    main()
