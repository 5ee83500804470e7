"""Reads the stacks that a program's Python processes print when they receive a signal after the time limit."""

from __future__ import annotations

import re
import signal
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

# `faulthandler` prints the stacks upon this signal (see inside/sitecustomize.py): a real-time signal that programs do
# not use. macOS has no such signals.
QUESTION: int | None = signal.SIGRTMAX - 7 if hasattr(signal, "SIGRTMAX") else None

_THREAD = re.compile(r"(?:Current thread|Thread) (0x[0-9a-f]+)(?: \[(.*?)\])?.*\(most recent call first\):")
_FRAME = re.compile(r'  File "(.*)", line (\d+) in (.*)')
_HANDLED = re.compile(r"^SigCgt:\s*([0-9a-f]+)$", re.MULTILINE)
_LONGEST_STACK = 5
_LONGEST_NAME = 15  # bytes of a thread's name that the system keeps


class Frame(NamedTuple):
    """A call: `file` is the path, or below the program's directory the name."""

    file: str
    line: str
    function: str
    own: bool

    def __str__(self) -> str:
        """Name it as the message of a broken run does."""
        return f"{self.file}:{self.line} in {self.function}"


class Stack(NamedTuple):
    """The calls of a thread, the innermost first: those of the program's own files, or one if there are none of these.

    `thread` is its name, or its id on a Python that does not tell the name.
    """

    thread: str
    frames: tuple[Frame, ...]

    def __str__(self) -> str:
        """Name it as the message of a broken run does."""
        return f"thread {self.thread} stood at {', '.join(map(str, self.frames[:_LONGEST_STACK]))}"

    @property
    def own(self) -> bool:
        """Whether it runs the program's own code."""
        return self.frames[0].own

    def place(self, process: str) -> str:
        """Say where it stands, as Python does, and the thread's name if it has one that is not its process's."""
        file, line, function, _ = self.frames[0]
        named = self.thread not in (process, "") and not self.thread.startswith("0x")
        cut = "…" * (len(self.thread.encode()) == _LONGEST_NAME)
        return f"{Path(file).name}, line {line}, in {function}" + f" [{self.thread}{cut}]" * named


def can_answer(pid: int) -> bool:
    """Whether a process handles the signal. One that has called `exec` may not, and would end instead."""
    with suppress(OSError):
        if handled := _HANDLED.search(Path(f"/proc/{pid}/status").read_text("utf-8")):
            return QUESTION is not None and bool(int(handled[1], 16) >> (QUESTION - 1) & 1)
    return False


def answers(printed: str, home: str) -> Iterator[Stack]:
    """Yield each thread's stack in what a process printed whose program lies in the directory `home`."""
    thread = ""
    frames: list[Frame] = []
    for line in [*printed.splitlines(), ""]:
        if head := _THREAD.search(line):
            thread = head[2] or head[1]
        elif thread and (frame := _FRAME.fullmatch(line)):
            file = frame[1].removeprefix(f"{home}/")
            frames.append(Frame(file, frame[2], frame[3], own=file != frame[1]))
        elif thread:
            if frames:
                yield Stack(thread, tuple(each for each in frames if each.own) or (frames[0],))
            thread = ""
            frames = []
