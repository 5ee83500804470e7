"""Reads the stacks that a program's Python processes print when they receive a signal after the time limit."""

from __future__ import annotations

import re
import signal
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# `faulthandler` prints the stacks upon this signal (see inside/sitecustomize.py): a real-time signal that programs do
# not use. macOS has no such signals.
QUESTION: int | None = signal.SIGRTMAX - 7 if hasattr(signal, "SIGRTMAX") else None

_THREAD = re.compile(r"(?:Current thread|Thread) (0x[0-9a-f]+)(?: \[(.*?)\])?.*\(most recent call first\):")
_FRAME = re.compile(r'  File "(.*)", line (\d+) in (.*)')
_HANDLED = re.compile(r"^SigCgt:\s*([0-9a-f]+)$", re.MULTILINE)
_LONGEST_STACK = 5


def can_answer(pid: int) -> bool:
    """Whether a process handles the signal. One that has called `exec` may not, and would end instead."""
    with suppress(OSError):
        if handled := _HANDLED.search(Path(f"/proc/{pid}/status").read_text("utf-8")):
            return QUESTION is not None and bool(int(handled[1], 16) >> (QUESTION - 1) & 1)
    return False


def answers(printed: str, pid: int, home: str) -> Iterator[str]:
    """Yield one line for each thread's stack in what process `pid` printed.

    Frames of files outside the program's directory `home` are left out, unless there are no others.
    """
    thread = ""
    frames: list[tuple[str, str]] = []
    for line in [*printed.splitlines(), ""]:
        if head := _THREAD.search(line):
            thread = head[2] or head[1]
        elif thread and (frame := _FRAME.fullmatch(line)):
            frames.append((frame[1], f"{frame[1].removeprefix(home + '/')}:{frame[2]} in {frame[3]}"))
        elif thread:
            own = [place for file, place in frames if file.startswith(home + "/")]
            places = own or [place for _, place in frames[:1]]
            if places:
                yield f"process {pid}, thread {thread} stood at {', '.join(places[:_LONGEST_STACK])}"
            thread = ""
            frames = []
