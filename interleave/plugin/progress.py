"""What a soak shows while it runs: bars on a terminal, and a line every some seconds where there is none."""

from __future__ import annotations

import time
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from rich.console import Console

    Told = Callable[[str, bool], None]

EVERY = 10.0  # seconds from line to line


@contextmanager
def progress(console: Console, runs: Mapping[str, int], resumed: int) -> Iterator[Told]:
    """Show how many of the `runs` of each build were done; `resumed` were done before.

    Gives what is told of each run: its build, and whether it broke its contract.
    """
    if not console.is_terminal:
        yield _Lines(console, sum(runs.values()), resumed).told
        return
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        TextColumn("[red]{task.fields[broken]}"),
        console=console,
    ) as bars:
        tasks = {build: bars.add_task(build, total=total, broken="") for build, total in runs.items()}
        broken: Counter[str] = Counter()

        def told(build: str, broke: bool) -> None:
            broken[build] += broke
            bars.update(tasks[build], advance=1, broken=f"{broken[build] or ''}")

        yield told


class _Lines:
    """Progress as lines of text."""

    def __init__(self, console: Console, total: int, resumed: int) -> None:
        self._console = console
        self._total = total
        self._done = self._broken = 0
        self._began = self._said = time.monotonic()
        self._say(f"{total:,} runs" + (f", {resumed:,} of them done before" if resumed else ""))

    def told(self, _build: str, broke: bool) -> None:
        self._done += 1
        self._broken += broke
        now = time.monotonic()
        if now - self._said >= EVERY:
            self._said = now
            broken = f", {self._broken:,} broke their contracts" if self._broken else ""
            self._say(f"{self._done:,} of {self._total:,} runs after {now - self._began:.0f} s{broken}")

    def _say(self, line: str) -> None:
        self._console.print(line, highlight=False)
        self._console.file.flush()
