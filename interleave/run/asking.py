"""Where a program stood when its time was over: the stacks that its Python processes print when they are asked."""

from __future__ import annotations

import re
import signal
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Inside each Python process `faulthandler` answers this signal (see inside/sitecustomize.py). It is one of those that
# no program uses; macOS has none to spare.
QUESTION: int | None = signal.SIGRTMAX - 7 if hasattr(signal, "SIGRTMAX") else None

_THREAD = re.compile(r"(?:Current thread|Thread) (0x[0-9a-f]+)(?: \[(.*?)\])?.*\(most recent call first\):")
_FRAME = re.compile(r'  File "(.*)", line (\d+) in (.*)')
_HANDLED = re.compile(r"^SigCgt:\s*([0-9a-f]+)$", re.MULTILINE)
_LONGEST_STACK = 5


def can_answer(pid: int) -> bool:
    """Whether a process would answer: one that has become another program has not, and would end instead."""
    with suppress(OSError):
        if handled := _HANDLED.search(Path(f"/proc/{pid}/status").read_text("utf-8")):
            return QUESTION is not None and bool(int(handled[1], 16) >> (QUESTION - 1) & 1)
    return False


def answers(printed: str, pid: int, home: str) -> Iterator[str]:
    """Make one plain line of each thread's stack in what process `pid` printed; `home` is where its program lies.

    Frames of other code than the program's are left out when there are any of the program's.
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
