"""The terminal or pipe that a program writes to, and the lines that arrive."""

from __future__ import annotations

import fcntl
import os
import re
import struct
import termios
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from interleave.run.surroundings import COLUMNS, ROWS
from interleave.transcript import Line

if TYPE_CHECKING:
    from collections.abc import Iterator

_OFLAG, _LFLAG, _CC = 1, 3, 6  # positions in what tcgetattr gives
_CONTROL = re.compile(r"[^\t\x20-\x7e\xa0-\U0010ffff]")


@dataclass(slots=True)
class Console:
    """A terminal or pipe.

    `reading` and `writing` are the file descriptors of the run's end and the program's; `terminal` tells which of the
    two it is. `identity` identifies the program's end among all open files. `open` is false if, at the last reading, no
    process had the program's end open.
    """

    reading: int
    writing: int
    terminal: bool
    identity: tuple[int, int, int] = field(init=False)
    open: bool = True

    def __post_init__(self) -> None:
        """Make reading return at once if nothing has arrived."""
        os.set_blocking(self.reading, False)
        self.identity = identity(os.fstat(self.writing))

    def close_writing(self) -> None:
        """Close this process's copy of the program's end."""
        if self.writing >= 0:
            os.close(self.writing)
            self.writing = -1

    def read(self) -> bytes:
        """Return what has arrived, b"" if nothing has."""
        try:
            data = os.read(self.reading, 1 << 16)
        except BlockingIOError:
            self.open = True
            return b""
        except OSError:  # Linux raises EIO if the other end of a terminal is closed
            data = b""
        self.open = bool(data)
        return data

    @property
    def translates(self) -> bool:
        r"""Whether the program has set its terminal to write "\r\n" for "\n"."""
        wanted = termios.OPOST | termios.ONLCR
        return self.terminal and termios.tcgetattr(self.reading)[_OFLAG] & wanted == wanted

    def close(self) -> None:
        """Close both ends."""
        self.close_writing()
        os.close(self.reading)


def identity(of: os.stat_result) -> tuple[int, int, int]:
    """Return what identifies an open file."""
    return of.st_dev, of.st_ino, of.st_rdev


@contextmanager
def console(*, terminal: bool) -> Iterator[Console]:
    """Open a terminal of 80 columns; a pipe if `terminal` is false or the system has no terminal left."""
    opened = (_terminal() if terminal else None) or Console(*os.pipe(), terminal=False)
    try:
        yield opened
    finally:
        opened.close()


def _terminal() -> Console | None:
    try:
        reading, writing = os.openpty()
    except OSError:
        return None
    try:
        fcntl.ioctl(writing, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        attributes = termios.tcgetattr(writing)
        attributes[_OFLAG] &= ~termios.OPOST  # bytes arrive as they were written
        attributes[_LFLAG] &= ~(termios.ECHO | termios.ICANON)
        attributes[_CC][termios.VMIN] = 0  # reading finds the end of the file at once
        attributes[_CC][termios.VTIME] = 0
        termios.tcsetattr(writing, termios.TCSANOW, attributes)
        return Console(reading, writing, terminal=True)
    except BaseException:
        os.close(reading)
        os.close(writing)
        raise


class Captured:
    """The bytes that a program wrote and when they arrived. At most `limit` bytes are kept."""

    def __init__(self, limit: int) -> None:
        """Begin empty."""
        self._limit = limit
        self._size = 0
        self._pieces: list[tuple[bytes, float]] = []

    @property
    def full(self) -> bool:
        """Whether the program wrote more than the limit."""
        return self._size > self._limit

    def add(self, data: bytes, at: float) -> None:
        """Add what arrived `at` seconds after the program's start."""
        kept = data[: max(0, self._limit - self._size)]
        if kept:
            self._pieces.append((kept, at))
        self._size += len(data)

    def lines(self) -> tuple[tuple[Line, ...], bool]:
        r"""Return the lines, and whether the last one has its line end. Only "\n" ends a line."""
        lines: list[Line] = []
        begun: list[bytes] = []
        last = 0.0
        for data, at in self._pieces:
            *ends, rest = data.split(b"\n")
            for end in ends:
                begun.append(end)
                lines.append(_line(begun, at))
                begun.clear()
            if rest:
                begun.append(rest)
                last = at
        if begun:
            lines.append(_line(begun, last))
        return tuple(lines), not begun

    def flaw(self) -> str | None:
        """Return one line about the first byte or character of the output that is not text, None if all is text."""
        for number, line in enumerate(b"".join(data for data, _ in self._pieces).split(b"\n"), 1):
            try:
                control = _CONTROL.search(line.decode().removesuffix("\r"))
            except UnicodeDecodeError as error:
                return f"line {number} is no text: it has the byte 0x{line[error.start]:02x}, which is no UTF-8"
            if control:
                return f"line {number} is no text: it has the control character U+{ord(control[0]):04X}"
        return None


def _line(parts: list[bytes], at: float) -> Line:
    return Line(b"".join(parts).decode("utf-8", errors="replace"), at)
